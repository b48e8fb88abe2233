"""Who has read an issue can write it only if nobody has changed it since; each write tells the
commit that it became.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

import beadwork
from harness import Place

CHANGES = [
    ["update", "demo-1", "-p", "0"], ["close", "demo-1"], ["label", "add", "demo-1", "x"],
    ["dep", "add", "demo-1", "demo-2"], ["comment", "demo-1", "a text"], ["claim", "demo-1"],
    ["delete", "demo-1", "--force"], ["rename", "demo-1", "demo-3"], ["note", "demo-1", "a note"],
    ["assign", "demo-1", "bob"], ["defer", "demo-1"], ["duplicate", "demo-1", "--of", "demo-2"],
]  # fmt: skip


@pytest.fixture
def filled(place: Place) -> Place:
    """A place with two issues, the first of which was changed after it was filed."""
    with place.tracker() as tracker:
        tracker.create("One", id="demo-1")
        tracker.create("Two", id="demo-2")
        tracker.update("demo-1", priority=1)
    return place


def _head(place: Place) -> str:
    return str(json.loads(place.run("log", "-n", "1", "--json").stdout)[0]["commit"])


def test_every_write_is_refused_after_a_change_and_says_what_it_is_now(filled: Place) -> None:
    before = _head(filled)
    for words in CHANGES:
        for flag in (["--if-updated-at", "2026-02-01T00:00:00Z"], ["--if-commit", "HEAD~1"]):
            done = filled.run(*words, *flag, "--json")
            assert (done.returncode, done.stdout) == (4, ""), done.stderr
            found = json.loads(done.stderr)
            assert found["code"] == "changed"
            (now,) = found["current"]
            assert (now["id"], now["priority"], now["status"]) == ("demo-1", 1, "open")
    assert _head(filled) == before


def test_a_write_of_what_is_unchanged_is_made_and_tells_its_commit(filled: Place) -> None:
    (shown,) = json.loads(filled.run("show", "demo-1", "--json").stdout)
    words = ["update", "demo-1", "-p", "3", "--json"]
    first = filled.run(*words, "--if-updated-at", shown["updated_at"])
    (updated,) = json.loads(first.stdout)
    assert updated["commit"] == _head(filled)
    again = filled.run("close", "demo-1", "--if-commit", updated["commit"], "--json")
    (closed,) = json.loads(again.stdout)
    assert (closed["status"], closed["commit"]) == ("closed", _head(filled))
    nothing = json.loads(filled.run("close", "demo-1", "--json").stdout)
    assert "commit" not in nothing[0]  # it was closed already, so nothing was written


def test_a_comment_and_an_edge_are_changes_of_the_issue(filled: Place) -> None:
    for change in (["comment", "demo-2", "a text"], ["dep", "add", "demo-2", "external:x:1"]):
        seen = _head(filled)
        assert filled.run(*change).returncode == 0
        assert filled.run("close", "demo-2", "--if-commit", seen).returncode == 4
        assert filled.run("update", "demo-1", "-d", seen, "--if-commit", seen).returncode == 0


def test_the_library_asks_within_a_batch(filled: Place) -> None:
    with filled.tracker() as tracker:
        seen: Any = tracker.get("demo-1")
        with tracker.batch():
            tracker.require_unchanged("demo-1", updated_at=seen.updated_at)
            tracker.update("demo-1", title="Another")
        made = tracker.last_commit
        assert made == tracker.log(limit=1)[0].commit.hash
        with pytest.raises(beadwork.Changed) as refused, tracker.batch():
            tracker.require_unchanged("demo-1", commit=f"{made}~1")
            tracker.update("demo-1", title="A third")
        assert refused.value.current[0]["title"] == "Another"
        with pytest.raises(beadwork.Usage):
            tracker.require_unchanged("demo-1", updated_at=seen.updated_at)


@pytest.mark.parametrize("value", ["", "now", "2026-02-01T00:00:00"])
def test_a_time_that_is_none_is_a_usage_error(filled: Place, value: str) -> None:
    done = filled.run("close", "demo-1", "--if-updated-at", value)
    assert (done.returncode, done.stdout) == (2, "")
