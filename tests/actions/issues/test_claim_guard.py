"""Changing what somebody else has in progress: warned of or refused, from the row that is read
anyway.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beadwork.actions import configure
from beadwork.errors import AlreadyClaimed
from beadwork.tracker import InternalTracker
from harness import Place

CHANGES: dict[str, Callable[[InternalTracker], object]] = {
    "close": lambda tracker: tracker.close_issues("demo-1"),
    "close and claim": lambda tracker: tracker.close_and_claim("demo-1", claim=True),
    "update": lambda tracker: tracker.update("demo-1", title="Another"),
    "status": lambda tracker: tracker.update("demo-1", status="closed"),
    "reassign": lambda tracker: tracker.update("demo-1", assignee="carol"),
    "defer": lambda tracker: tracker.defer("demo-1"),
    "unclaim": lambda tracker: tracker.unclaim("demo-1"),
    "duplicate": lambda tracker: tracker.duplicate("demo-1", of="demo-2"),
    "supersede": lambda tracker: tracker.supersede("demo-1", by="demo-2"),
}
FREE: dict[str, Callable[[InternalTracker], object]] = {
    "label": lambda tracker: tracker.add_labels(["demo-1"], ["ui"]),
    "notes": lambda tracker: tracker.update("demo-1", append_notes="seen"),
    "comment": lambda tracker: tracker.comment("demo-1", "seen"),
    "dependency": lambda tracker: tracker.add_dependency("demo-1", "demo-2"),
    "of nobody": lambda tracker: tracker.close_issues("demo-2"),
    "not begun": lambda tracker: tracker.close_issues("demo-3"),
}


@pytest.fixture
def taken(tracker: InternalTracker) -> InternalTracker:
    """A tracker where bob has demo-1 in progress, nobody demo-2, and bob demo-3 but not begun."""
    with tracker.batch():
        tracker.create("Bob's", id="demo-1")
        tracker.create("Nobody's", id="demo-2")
        tracker.create("Bob's later", id="demo-3", assignee="bob")
    tracker.update("demo-1", status="in_progress", assignee="bob")
    return tracker


def guard(tracker: InternalTracker, how: str) -> list[str]:
    """Set the guard, and return the list that takes the warnings to come."""
    tracker.change(lambda tx: configure.put(tx, "claim.guard", how))
    tracker.link.session.drop()  # the setting comes with the next greeting
    tracker.link.ask(lambda session: session.rows("SELECT 1"))
    warnings: list[str] = []
    tracker.on_warning = warnings.append
    return warnings


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_warned_of_and_made(taken: InternalTracker, name: str) -> None:
    warnings = guard(taken, "warn")
    CHANGES[name](taken)
    assert [warning.split(",")[0] for warning in warnings] == [
        "demo-1 is in_progress and assigned to bob"
    ]


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_refused(taken: InternalTracker, name: str) -> None:
    warnings = guard(taken, "refuse")
    before = taken.show("demo-1")[0].issue
    with pytest.raises(AlreadyClaimed, match="demo-1 is in_progress and assigned to bob"):
        CHANGES[name](taken)
    assert taken.show("demo-1")[0].issue == before
    assert warnings == []


@pytest.mark.parametrize("how", ["warn", "refuse"])
@pytest.mark.parametrize("name", FREE)
def test_help_is_free(taken: InternalTracker, name: str, how: str) -> None:
    warnings = guard(taken, how)
    FREE[name](taken)
    assert warnings == []


def test_the_guard_can_be_off_and_force_passes(taken: InternalTracker) -> None:
    warnings = guard(taken, "off")
    taken.update("demo-1", priority=0)
    assert warnings == []
    warnings = guard(taken, "refuse")
    taken.close_issues("demo-1", force=True)
    assert len(warnings) == 1


def test_a_batch_warns_at_its_end(taken: InternalTracker) -> None:
    warnings = guard(taken, "warn")
    with taken.batch():
        taken.update("demo-1", priority=0)
        assert warnings == []
        taken.close_issues("demo-1")
    assert len(warnings) == 2


@pytest.mark.parametrize("name", ["update", "close", "reassign"])
def test_the_guard_sends_nothing(place: Place, taken: InternalTracker, name: str) -> None:
    packets: list[str] = []
    with place.tracker(on_packet=packets.append) as tracker:
        CHANGES[name](tracker)
    guarded = len(packets)
    packets.clear()
    taken.update("demo-1", status="open", assignee="", title="As before")
    with place.tracker(on_packet=packets.append) as tracker:
        CHANGES[name](tracker)
    assert len(packets) == guarded
