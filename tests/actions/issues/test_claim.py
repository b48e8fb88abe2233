"""Who gets an issue to work on, and which ones can be got."""

from __future__ import annotations

from datetime import timedelta

import pytest

from beadwork.errors import AlreadyClaimed
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker

DAY = timedelta(days=1)
HANDED_OUT = 60
"""More issues of others than one page of ready work holds."""


@pytest.fixture
def crowded(tracker: InternalTracker) -> InternalTracker:
    """A tracker whose most urgent issues are all in the hands of bob, with one free issue behind
    them.
    """
    with tracker.batch():
        for number in range(HANDED_OUT):
            tracker.create(f"Of bob {number}", priority=0, assignee="bob")
        tracker.create("Free", id="demo-free", priority=4)
    return tracker


def test_the_next_issue_is_found_behind_many_of_others(crowded: InternalTracker) -> None:
    claimed = crowded.claim_next()
    assert claimed
    assert (claimed.id, claimed.assignee, claimed.status) == (
        "demo-free",
        crowded.author.name,
        "in_progress",
    )
    assert crowded.show("demo-free")[0].issue == claimed
    assert crowded.claim_next() is None


def test_closing_turns_to_it_too(crowded: InternalTracker) -> None:
    crowded.create("Done", id="demo-done", priority=4, assignee="carol")
    outcome = crowded.close_and_claim("demo-done", claim=True)
    assert outcome.claimed
    assert outcome.claimed.id == "demo-free"


def test_the_next_of_a_status_that_nobody_begins_from_is_none(tracker: InternalTracker) -> None:
    tracker.create("Begun", id="demo-1")
    tracker.update("demo-1", status="blocked")
    assert tracker.claim_next(Filter(statuses=("blocked",))) is None
    assert tracker.show("demo-1")[0].issue.assignee is None


def test_what_is_put_off_is_not_claimed(tracker: InternalTracker) -> None:
    tracker.create("Some day", id="demo-1")
    tracker.create("Next week", id="demo-2")
    tracker.defer("demo-1")
    tracker.defer("demo-2", until=tracker.now + 7 * DAY)
    with pytest.raises(AlreadyClaimed, match="demo-1 is deferred, not open") as refused:
        tracker.claim("demo-1")
    assert refused.value.hint == "bd undefer demo-1"
    with pytest.raises(AlreadyClaimed, match=r"demo-2 is deferred until 20.*Z, not open"):
        tracker.update("demo-2", claim=True)
    assert tracker.claim_next() is None


def test_what_was_put_off_to_a_day_that_has_come_is_claimed(tracker: InternalTracker) -> None:
    tracker.create("Yesterday", id="demo-1", status="deferred", defer_until=tracker.now - DAY)
    claimed = tracker.claim("demo-1")
    assert (claimed.status, claimed.defer_until) == ("in_progress", None)
    assert tracker.show("demo-1")[0].issue == claimed


def test_an_open_issue_can_be_claimed_before_its_day(tracker: InternalTracker) -> None:
    tracker.create("Tomorrow", id="demo-1", defer_until=tracker.now + DAY)
    claimed = tracker.claim("demo-1")
    assert (claimed.status, claimed.defer_until) == ("in_progress", None)
    assert tracker.show("demo-1")[0].issue == claimed


def test_what_is_closed_is_not_claimed(tracker: InternalTracker) -> None:
    tracker.create("Done", id="demo-1")
    tracker.close_issues("demo-1")
    with pytest.raises(AlreadyClaimed, match="demo-1 is closed, not open"):
        tracker.claim("demo-1")


def test_the_one_who_has_it_may_claim_it_again(tracker: InternalTracker) -> None:
    tracker.create("Mine", id="demo-1")
    first = tracker.claim("demo-1")
    assert tracker.claim("demo-1") == first
