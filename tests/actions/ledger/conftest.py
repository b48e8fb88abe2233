"""A tracker with a database to itself, as a ledger is a branch of the whole database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.tracker import open_internal as open_tracker
from harness import Person, assert_done
from ledgers import Publisher, bare


@pytest.fixture
def publisher(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Publisher]:
    monkeypatch.setenv("BEADWORK_HOME", str(person.home / ".beads"))
    place = tmp_path / "project"
    place.mkdir()
    assert_done(person.run("init", "-p", "demo", cwd=place))
    repository = bare(tmp_path / "ledger.git")
    with open_tracker(str(place), idle_seconds=0) as tracker:
        project = tracker.profile.project_id
        tracker.link.become_root()
        yield Publisher(
            tracker, tracker.link.session, repository, {"project": project, "rig": "widget"}
        )
