"""Cycles that came in past `dep add` (raw SQL, imports, merges) keep no command from ending."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from beadwork.tracker import InternalTracker
from harness import Place

INSERT_ISSUE = """
    INSERT INTO issues (id, type, title, status, priority, parent, created_at, updated_at)
    VALUES (%s, %s, %s, 'open', 2, %s, NOW(6), NOW(6))
"""
INSERT_EDGE = """
    INSERT INTO dependencies (issue_id, depends_on_id, type, created_at) VALUES (%s, %s, %s, NOW(6))
"""

ISSUES = {
    "demo-free": None,
    "demo-b1": None,
    "demo-b2": None,
    "demo-b3": None,
    "demo-behind": None,
    "demo-self": None,
    "demo-p1": "demo-p2",
    "demo-p2": "demo-p3",
    "demo-p3": "demo-p1",
    "demo-p1.1": "demo-p1",
    "demo-own": "demo-own",
    "demo-whole": None,
    "demo-part": "demo-whole",
}
EDGES = [
    ("demo-b1", "demo-b2", "blocks"),
    ("demo-b2", "demo-b3", "conditional-blocks"),
    ("demo-b3", "demo-b1", "waits-for"),
    ("demo-behind", "demo-b1", "blocks"),
    ("demo-self", "demo-self", "blocks"),
    ("demo-whole", "demo-part", "blocks"),
]
BLOCKING = {"demo-b1", "demo-b2", "demo-b3", "demo-behind", "demo-self", "demo-whole", "demo-part"}
PARENTS = {"demo-p1", "demo-p2", "demo-p3", "demo-p1.1", "demo-own"}

EPIC = "demo-p1"
"""It has open children, and so is not ready."""

Ask = Callable[..., Any]


@pytest.fixture
def ask(place: Place, tracker: InternalTracker) -> Ask:
    """Run a command with `--json` in a tracker full of cycles and return its document."""

    def fill(session: Any) -> None:
        for issue_id, parent in ISSUES.items():
            session.run(
                INSERT_ISSUE, issue_id, "epic" if issue_id == EPIC else "task", issue_id, parent
            )
        for edge in EDGES:
            session.run(INSERT_EDGE, *edge)

    tracker.ask(fill)

    def run(*words: str) -> Any:
        done = place.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def ids(found: list[dict[str, Any]]) -> set[str]:
    return {entry["id"] for entry in found}


def test_ready_has_what_no_cycle_holds(ask: Ask) -> None:
    # A cycle of parents alone blocks nobody: what is on it inherits no blocker.
    assert ids(ask("ready")) == {"demo-free"} | PARENTS - {EPIC}
    assert ids(ask("ready", "--limit", "50")) == {"demo-free"} | PARENTS - {EPIC}
    assert ids(ask("ready", "--include-epics")) == {"demo-free"} | PARENTS


def test_blocked_has_what_is_on_a_blocking_cycle_or_behind_it(ask: Ask) -> None:
    assert ids(ask("blocked")) == BLOCKING


def test_cycles_names_each_cycle_once(ask: Ask) -> None:
    assert ask("dep", "cycles") == [
        ["demo-b1", "demo-b2", "demo-b3"],
        ["demo-own"],
        ["demo-p1", "demo-p2", "demo-p3"],
        ["demo-part", "demo-whole"],
        ["demo-self"],
    ]


@pytest.mark.parametrize(
    ("root", "flags", "lines"),
    [
        ("demo-behind", [], ["demo-behind", "demo-b1", "demo-b2", "demo-b3", "demo-b1"]),
        ("demo-b1", ["--reverse"], ["demo-b1", "demo-b3", "demo-b2", "demo-b1", "demo-behind"]),
        ("demo-self", [], ["demo-self", "demo-self"]),
        ("demo-own", [], ["demo-own", "demo-own"]),
        ("demo-p1.1", [], ["demo-p1.1", "demo-p1", "demo-p2", "demo-p3", "demo-p1"]),
        ("demo-part", [], ["demo-part", "demo-whole", "demo-part"]),
    ],
)
def test_a_tree_ends_where_its_cycle_closes(
    ask: Ask, root: str, flags: list[str], lines: list[str]
) -> None:
    found = ask("dep", "tree", root, *flags)
    assert [line["id"] for line in found] == lines
    twice = [issue_id for issue_id in dict.fromkeys(lines) if lines.count(issue_id) == 2]
    assert [line["id"] for line in found if line.get("circle")] == twice


def test_children_and_descendants_end(ask: Ask) -> None:
    assert ids(ask("children", "demo-p1")) == {"demo-p3", "demo-p1.1"}
    assert ids(ask("children", "demo-own")) == {"demo-own"}
    assert ids(ask("list", "--parent", "demo-p1")) >= {"demo-p2", "demo-p3", "demo-p1.1"}
    assert ids(ask("list", "--parent", "demo-own")) == {"demo-own"}
    assert ids(ask("ready", "--parent", "demo-p2", "--include-epics")) >= {
        "demo-p1",
        "demo-p3",
        "demo-p1.1",
    }


def test_the_graph_says_whose_turn_never_comes(ask: Ask, place: Place) -> None:
    found = ask("graph")
    assert ids(found["nodes"]) == set(ISSUES)
    assert len(found["edges"]) == len(EDGES) + len([parent for parent in ISSUES.values() if parent])
    turns, never = place.run("graph").stdout.split(
        "Never: on a cycle or behind one (bd dep cycles):\n"
    )
    assert "demo-free" in turns
    assert "demo-b1" not in turns
    assert len(never.splitlines()) == len(BLOCKING | PARENTS)
    assert ids(ask("graph", "demo-p2")["nodes"]) == {"demo-p1", "demo-p2", "demo-p3", "demo-p1.1"}


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--tree"),
        ("show", "demo-p1", "demo-own", "demo-b1", "demo-self"),
        ("dep", "tree", "demo-b1"),
        ("dep", "tree", "demo-b1", "--format", "mermaid"),
        ("graph", "--format", "dot"),
        ("epic", "status"),
        ("orphans",),
    ],
)
def test_text_ends_too(ask: Ask, place: Place, words: tuple[str, ...]) -> None:
    done = place.run(*words)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_a_cycle_can_be_opened_again(ask: Ask) -> None:
    ask("dep", "remove", "demo-b3", "demo-b1")
    ask("dep", "remove", "demo-self", "demo-self")
    ask("dep", "remove", "demo-p3", "demo-p1")
    ask("dep", "remove", "demo-own", "demo-own")
    ask("dep", "remove", "demo-part", "demo-whole")
    assert ask("dep", "cycles") == []
    assert ids(ask("ready")) == {"demo-free", "demo-b3", "demo-self", "demo-part"} | PARENTS - {
        EPIC
    }


def test_closing_what_is_on_a_cycle_needs_force(ask: Ask, place: Place) -> None:
    assert place.run("close", "demo-b1").returncode == 1
    assert ids(ask("close", "demo-b1", "demo-b2", "demo-b3")) == {"demo-b1", "demo-b2", "demo-b3"}
    assert "demo-behind" in ids(ask("ready"))
