"""A remote is added and removed once, although the connection breaks after the server has done it:
then the command is tried again.
"""

from __future__ import annotations

from typing import Any

import pytest

from beadwork import errors
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.versions import remotes
from clones import Clones, opened

LOST = 2013


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the connection break after the first addition, and after the first removal."""
    done: list[str] = []

    def breaking(name: str) -> None:
        does = getattr(remotes, name)

        def then_break(session: Session, *words: Any) -> None:
            does(session, *words)
            done.append(name)
            if done.count(name) == 1:
                session.close()
                raise ServerError(LOST, "Lost connection to the server during query")

        monkeypatch.setattr(remotes, name, then_break)

    breaking("add")
    breaking("remove")
    return done


def test_both_are_done_once(clones: Clones, broken: list[str]) -> None:
    with opened(clones.ours) as tracker:
        added = tracker.add_remote("backup", "https://example.org/team/api")
        assert added in tracker.remotes()
        assert tracker.remove_remote("backup") == added
        assert [remote.name for remote in tracker.remotes()] == ["origin"]
    assert broken == ["add", "remove"]


def test_what_was_there_before_is_an_error(clones: Clones, broken: list[str]) -> None:
    with opened(clones.ours) as tracker:
        url = next(remote.url for remote in tracker.remotes() if remote.name == "origin")
        with pytest.raises(errors.Exists):
            tracker.add_remote("origin", url)
        with pytest.raises(errors.NotFound):
            tracker.remove_remote("nowhere")
    assert broken == []
