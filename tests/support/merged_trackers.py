"""What tests of merges look at: issues, all rows, commits; and raw statements on a side."""

from __future__ import annotations

from typing import Any

from beadwork.actions.merging import merge as action
from beadwork.model.issues.issue import Issue
from beadwork.tracker import InternalTracker


def issue(tracker: InternalTracker, issue_id: str = "demo-1") -> Issue:
    return tracker.show(issue_id)[0].issue


def state(tracker: InternalTracker) -> dict[str, Any]:
    """Return every row of our tables."""
    tables = (
        "issues",
        "dependencies",
        "comments",
        "memories",
        "config",
        "metadata",
        "conflicts",
        "compactions",
    )
    return {
        table: set(tracker.ask(lambda r, t=table: r.rows(f"SELECT * FROM {t}"))) for table in tables
    }  # type: ignore[misc]


def commits(tracker: InternalTracker) -> list[tuple[str, str, str]]:
    return [
        tuple(row)
        for row in tracker.ask(
            lambda r: r.rows(
                "SELECT commit_hash, parents, message FROM dolt_log('HEAD', '--parents')"
            )
        )
    ]


def merge_named(tracker: InternalTracker, branch: str) -> object:
    return tracker.ask(lambda r: action.look(r, branch))


def write(tracker: InternalTracker, *statements: str) -> None:
    def action(tx: Any) -> None:
        for statement in statements:
            tx.run(statement)
        tx.changed = True
        tx.say("bd: sql: test")

    tracker.change(action)


def hang_on(tracker: InternalTracker) -> None:
    """Give the issue a child, grandchild, edges both ways and a comment."""
    tracker.create("Two", id="demo-2")
    tracker.create("Three", id="demo-3", dependencies=("demo-1",))
    tracker.add_dependency("demo-1", "demo-2")
    tracker.create("Child", id="demo-child", parent="demo-1")
    tracker.create("Grandchild", id="demo-child.1", parent="demo-child")
    tracker.comment("demo-1", "Said before")
