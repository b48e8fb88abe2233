"""No edit is older than what it changed, whoever's clock was ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from beadwork.model.issues.issue import Issue
from beadwork.store.issues import issues
from beadwork.tracker import InternalTracker

AHEAD = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=30)


@pytest.fixture
def ahead(tracker: InternalTracker) -> InternalTracker:
    """A tracker with an issue of a source whose clock is a month ahead, and its parent."""
    tracker.create("Epic", id="demo-epic")
    made = tracker.create("Ahead", id="demo-ahead", parent="demo-epic")
    tracker.change(lambda tx: issues.save(tx, made, made._replace(title="Later", updated_at=AHEAD)))
    assert read(tracker).updated_at == AHEAD
    return tracker


def read(tracker: InternalTracker) -> Issue:
    return tracker.show("demo-ahead")[0].issue


EDITS: dict[str, Callable[[InternalTracker], object]] = {
    "update": lambda tracker: tracker.update("demo-ahead", priority=0),
    "close": lambda tracker: tracker.close_issues("demo-ahead", reason="done"),
    "claim": lambda tracker: tracker.claim("demo-ahead"),
    "update --claim": lambda tracker: tracker.update("demo-ahead", claim=True),
    "defer": lambda tracker: tracker.update("demo-ahead", defer_until=AHEAD),
    "label": lambda tracker: tracker.update("demo-ahead", add_labels=("x",)),
    "comment": lambda tracker: tracker.comment("demo-ahead", "text"),
    "the parent goes": lambda tracker: tracker.delete("demo-epic"),
    "another parent": lambda tracker: tracker.update("demo-ahead", parent=""),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_later_than_what_it_edits(ahead: InternalTracker, name: str) -> None:
    EDITS[name](ahead)
    assert AHEAD < read(ahead).updated_at < AHEAD + timedelta(seconds=1)
    EDITS["update"](ahead)
    ahead.undo()
    assert read(ahead).updated_at >= AHEAD + timedelta(microseconds=2)


def test_an_undo_is_later_too_and_otherwise_now(tracker: InternalTracker) -> None:
    made = tracker.create("One", id="demo-one")
    tracker.update("demo-one", title="Two")
    edited = tracker.show("demo-one")[0].issue.updated_at
    tracker.undo()
    undone = tracker.show("demo-one")[0].issue
    assert (undone.title, undone.updated_at > edited > made.updated_at) == ("One", True)
