"""A daemon that runs at short intervals, and a remote for it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

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


@pytest.fixture
def bare(mayor: Mayor, project: Path) -> Path:
    """A bare git repository with a branch, as Dolt needs it."""
    path = mayor.person.home / "hq.git"
    subprocess.run(
        ["git", "clone", "-q", "--bare", project, path], check=True, env=mayor.person.environment
    )
    return path
