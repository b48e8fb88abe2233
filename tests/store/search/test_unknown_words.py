"""What a tracker has declared to be over counts as over everywhere, and a word that nobody knows is
no empty list.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from beadwork.errors import Invalid
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from harness import Place

DAY = timedelta(days=1)
SET_STATUS = "UPDATE issues SET status = %s WHERE id = %s"
SET_TYPE = "UPDATE issues SET type = %s WHERE id = %s"


@pytest.fixture
def shipped(place: Place) -> Place:
    """A tracker with the status `shipped`, which is over: demo-e with demo-e.1 (shipped) and
    demo-e.2, and demo-1.
    """
    assert place.run("config", "set", "status.custom", "shipped:done").returncode == 0
    with place.tracker() as tracker, tracker.batch():
        tracker.create("Epic", id="demo-e", type="epic")
        tracker.create("Shipped", parent="demo-e", due_at=tracker.now - DAY)
        tracker.create("Open", parent="demo-e", due_at=tracker.now - DAY)
        tracker.create("One", id="demo-1")
        tracker.update("demo-e.1", status="shipped")
    return place


def ask(place: Place, *words: str) -> Any:
    done = place.run(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def ids(found: list[dict[str, Any]]) -> set[str]:
    return {entry["id"] for entry in found}


def test_an_epic_counts_its_children_that_are_over(shipped: Place) -> None:
    (epic,) = ask(shipped, "show", "demo-e")
    assert (epic["epic_total_children"], epic["epic_closed_children"]) == (2, 1)
    assert "1 of 2 children closed" in shipped.run("show", "demo-e").stdout


def test_what_is_over_is_not_put_off(shipped: Place) -> None:
    done = shipped.run("defer", "demo-e.1")
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, "Error: demo-e.1 is shipped")
    with shipped.tracker() as tracker, pytest.raises(Invalid, match=r"demo-e\.1 is shipped"):
        tracker.defer("demo-e.1")


def test_only_open_children_keep_an_issue_from_being_a_duplicate(shipped: Place) -> None:
    done = shipped.run("duplicate", "demo-e", "--of", "demo-1")
    assert "demo-e has open children: demo-e.2\n" in done.stderr
    assert shipped.run("close", "demo-e.2").returncode == 0
    assert shipped.run("duplicate", "demo-e", "--of", "demo-1").returncode == 0


def test_only_open_children_keep_it_from_being_superseded(shipped: Place) -> None:
    with shipped.tracker() as tracker:
        tracker.close_issues("demo-e.2")
        tracker.supersede("demo-e", "demo-1")


def test_a_graph_leaves_out_what_is_over(shipped: Place) -> None:
    assert ids(ask(shipped, "graph", "demo-e")["nodes"]) == {"demo-e", "demo-e.2"}
    assert ids(ask(shipped, "graph", "demo-e", "--all")["nodes"]) == {
        "demo-e",
        "demo-e.1",
        "demo-e.2",
    }


def test_drawings_and_turns_know_what_is_over(shipped: Place) -> None:
    with shipped.tracker() as tracker:
        tracker.add_dependency("demo-1", "demo-e.1")
    assert ":::over" in shipped.run("graph", "demo-e", "--all", "--format", "mermaid").stdout
    assert "color=gray" in shipped.run("dep", "tree", "demo-1", "--format", "dot").stdout
    turns = shipped.run("graph", "demo-1", "--all").stdout
    assert "Turn 2" not in turns
    assert "<-" not in turns


def test_orphans_leave_out_what_is_over(shipped: Place) -> None:
    with shipped.tracker() as tracker:
        tracker.ask(lambda session: session.rows("DELETE FROM issues WHERE id = 'demo-e'"))
    assert ids(ask(shipped, "orphans")) == {"demo-e.2"}
    assert ids(ask(shipped, "orphans", "--all")) == {"demo-e.1", "demo-e.2"}


@pytest.mark.parametrize(
    "words", [("list", "--all"), ("search", "e"), ("children", "demo-e"), ("export",)]
)
def test_what_is_over_is_not_overdue(shipped: Place, words: tuple[str, ...]) -> None:
    with shipped.tracker() as tracker:
        tracker.create("Deleted long ago", id="demo-e.3", parent="demo-e", due_at=tracker.now - DAY)
        tracker.ask(lambda session: session.rows(SET_STATUS, "tombstone", "demo-e.3"))
    done = shipped.run(*words, "--overdue", "--json")
    rows = (
        [json.loads(line) for line in done.stdout.splitlines()]
        if words == ("export",)
        else json.loads(done.stdout)
    )
    assert ids(rows) == {"demo-e.2"}
    assert ask(shipped, "count", "--overdue") == {"count": 1}


@pytest.mark.parametrize(
    "command",
    ["list", "ready", "blocked", "count", "stale", "export", "search e", "children demo-e"],
)
def test_a_word_that_nobody_knows_is_said(shipped: Place, command: str) -> None:
    done = shipped.run(*command.split(), "-s", "opne", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    found = json.loads(done.stderr)
    assert found["error"] == 'unknown status "opne"'
    assert found["hint"].startswith("one of open, in_progress, ")
    assert "shipped" in found["hint"]
    done = shipped.run(*command.split(), "-t", "bug,tsak")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, 'Error: unknown issue type "tsak"')


def test_so_it_is_where_work_is_claimed(shipped: Place) -> None:
    assert shipped.run("ready", "--claim", "-t", "tsak").returncode == 2


def test_a_known_word_and_an_empty_list_are_no_error(shipped: Place) -> None:
    assert ask(shipped, "list", "-s", "in_progress", "-t", "bug") == []
    assert ask(shipped, "list", "-s", "tombstone") == []


def test_a_word_that_an_import_brought_is_known(shipped: Place) -> None:
    with shipped.tracker() as tracker:
        tracker.ask(lambda session: session.rows(SET_STATUS, "triage", "demo-1"))
        tracker.ask(lambda session: session.rows(SET_TYPE, "wish", "demo-1"))
    assert ids(ask(shipped, "list", "-s", "triage", "-t", "wish")) == {"demo-1"}
    assert ask(shipped, "list", "-s", "triage", "-t", "wish", "-p", "0") == []


def test_a_list_that_is_not_empty_asks_nothing_more(tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1")
    assert [issue.id for issue in tracker.list(Filter(statuses=("open", "opne"))).issues] == [
        "demo-1"
    ]
