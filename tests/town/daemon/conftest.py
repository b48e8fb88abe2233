"""A daemon that runs at short intervals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from daemons import configure
from harness import Mayor, assert_done


@pytest.fixture
def supervised(mayor: Mayor) -> Iterator[Mayor]:
    """A mayor whose daemon runs, at short intervals; it is stopped at the end."""
    configure(mayor)
    assert_done(mayor.gt("daemon", "start"))
    yield mayor
    mayor.gt("daemon", "stop")
