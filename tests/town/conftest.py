"""A town of a person with a HOME of their own, and a git project to put into it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from harness import Mayor, Person, assert_done


@pytest.fixture
def mayor(person: Person) -> Iterator[Mayor]:
    """A person who has made a town in ~/gt."""
    someone = Mayor(person)
    assert_done(someone.gt("install", "--name", "Test town", "--owner", "me@example.org"))
    yield someone
    stop.stop(TownHome(str(someone.root)))


@pytest.fixture
def project(person: Person) -> Path:
    """A git repository with one commit."""
    directory = person.home / "code" / "widget"
    directory.mkdir(parents=True)
    for words in (
        ["init", "-q", "-b", "main"],
        [
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.org",
            "commit",
            "-q",
            "--allow-empty",
            "-m",
            "first",
        ],
        ["branch", "develop"],
    ):
        subprocess.run(["git", "-C", directory, *words], check=True, env=person.environment)
    return directory
