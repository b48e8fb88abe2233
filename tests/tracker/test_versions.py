"""The Python API of history and branches: what a program sees of it, without a command line."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from beadwork import errors
from beadwork.tracker import InternalTracker
from harness import Place


@pytest.fixture
def side(place: Place, tracker: InternalTracker) -> Iterator[InternalTracker]:
    """A tracker on a branch that was made of this one's, which has one issue."""
    tracker.create("Old", id="demo-1")
    name = f"side-{os.urandom(4).hex()}"
    tracker.create_branch(name)
    with place._replace(branch=name).tracker() as there:
        yield there
    tracker.link.session.rows("CALL DOLT_BRANCH('-D', '--force', %s)", name)


def branch_of(tracker: InternalTracker) -> str:
    """Return the branch that a tracker is on."""
    return tracker.link.session.branch or "main"


def test_a_branch_is_merged_and_what_is_open_is_decided(
    tracker: InternalTracker, side: InternalTracker
) -> None:
    side.update("demo-1", title="New", estimated_minutes=30)
    tracker.update("demo-1", estimated_minutes=60)
    preview = tracker.preview_merge(branch_of(side))
    assert tracker.show("demo-1")[0].issue.title == "Old"
    done = tracker.merge(branch_of(side))
    assert done.report == preview.report
    assert (tracker.show("demo-1")[0].issue.title, len(tracker.conflicts())) == ("New", 1)
    assert tracker.resolve("demo-1", "estimated_minutes", "theirs").estimated_minutes == 30
    assert tracker.conflicts("demo-1") == []
    assert [
        entry.change.field("title") is not None for entry in tracker.history("demo-1").entries
    ].count(True) == 2


def test_a_branch_goes_when_all_of_it_is_merged(
    tracker: InternalTracker, side: InternalTracker, place: Place
) -> None:
    other = f"other-{os.urandom(4).hex()}"
    tracker.create_branch(other)
    with place._replace(branch=other).tracker() as there:
        there.create("Of the other")
    with pytest.raises(errors.BranchRefused, match="1 commit"):
        tracker.delete_branch(other)
    tracker.merge(other)
    assert tracker.delete_branch(other).discarded == 0


def test_a_write_is_undone_and_seen_in_the_differences(tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1")
    tracker.close_issues("demo-1", reason="done")
    undone = tracker.undo()
    assert [change.id for change in undone.changes] == ["demo-1"]
    assert tracker.show("demo-1")[0].issue.status == "open"
    assert [change.id for change in tracker.differences("HEAD~2", "HEAD~1").changes] == ["demo-1"]
    assert tracker.differences("HEAD~2").changes == []


def test_merges_and_branches_are_no_part_of_a_batch(
    tracker: InternalTracker, side: InternalTracker
) -> None:
    for attempt in (
        lambda: tracker.merge(branch_of(side)),
        lambda: tracker.create_branch("in-a-batch"),
        lambda: tracker.delete_branch(branch_of(side)),
    ):
        with (
            tracker.batch("several"),
            pytest.raises(errors.Usage, match="cannot be part of a batch"),
        ):
            attempt()
