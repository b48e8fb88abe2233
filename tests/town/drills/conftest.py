"""The town of the drills with a daemon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from drills import configure, populate
from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town with a daemon."""
    populate(mayor, project)
    configure(mayor)
    assert_done(mayor.gt("daemon", "start"))
    yield mayor
    mayor.gt("daemon", "stop")
