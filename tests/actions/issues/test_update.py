"""What a change of status or of the parent does to the rest of an issue, and what it may not do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from beadwork.errors import Cycle, DependencyRefused
from beadwork.tracker import InternalTracker

DAY = timedelta(days=1)


def parent(tracker: InternalTracker, issue_id: str) -> str | None:
    return tracker.show(issue_id)[0].issue.parent


@pytest.fixture
def family(tracker: InternalTracker) -> InternalTracker:
    """A tracker with demo-1, below it demo-1.1, below that demo-1.1.1; demo-2 with demo-2.1; and
    demo-3.
    """
    with tracker.batch():
        for number in (1, 2, 3):
            tracker.create(f"Issue {number}", id=f"demo-{number}")
        for above in ("demo-1", "demo-1.1", "demo-2"):
            tracker.create(f"Part of {above}", parent=above)
    return tracker


def test_a_new_day_survives_the_opening(tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1")
    tracker.defer("demo-1", until=tracker.now + DAY)
    later = tracker.now + 2 * DAY
    (opened,) = tracker.update("demo-1", status="open", defer_until=later)
    assert (opened.status, opened.defer_until) == ("open", later)


def test_an_old_day_does_not(tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1")
    tracker.defer("demo-1", until=tracker.now + DAY)
    assert tracker.update("demo-1", status="open")[0].defer_until is None


def test_opening_what_is_closed_is_to_reopen_it(tracker: InternalTracker) -> None:
    for number, status in enumerate(("open", "deferred"), 1):
        tracker.create("One", id=f"demo-{number}", status=status, defer_until=tracker.now + DAY)
        tracker.close_issues(f"demo-{number}")
        (opened,) = tracker.update(f"demo-{number}", status="open")
        assert (opened.status, opened.closed_at, opened.defer_until) == ("open", None, None)
    tracker.close_issues("demo-1")
    later = tracker.now + 2 * DAY
    assert tracker.update("demo-1", status="open", defer_until=later)[0].defer_until == later


def test_the_day_of_an_open_issue_stays(tracker: InternalTracker) -> None:
    later = tracker.now + DAY
    tracker.create("One", id="demo-1", defer_until=later)
    assert tracker.update("demo-1", status="open")[0].defer_until == later
    assert tracker.update("demo-1", priority=1)[0].defer_until == later


def test_an_issue_can_move_up_to_its_grandparent(family: InternalTracker) -> None:
    (moved,) = family.update("demo-1.1.1", parent="demo-1")
    assert moved.parent == "demo-1"


def test_an_issue_cannot_be_a_part_of_its_own_part(family: InternalTracker) -> None:
    with pytest.raises(Cycle):
        family.update("demo-1", parent="demo-1.1.1")
    with pytest.raises(DependencyRefused, match="its own parent"):
        family.update("demo-1", parent="demo-1")


@pytest.mark.parametrize(
    ("waiting", "target"),
    [
        ("demo-2", "demo-1.1"),
        ("demo-2", "demo-1"),
        ("demo-2.1", "demo-1.1"),
        ("demo-2.1", "demo-1"),
    ],
)
def test_what_waits_for_an_issue_cannot_become_a_part_of_it(
    family: InternalTracker, waiting: str, target: str
) -> None:
    family.add_dependency(waiting, target, "waits-for")
    says = (
        rf"^{waiting} waits for {target} \(waits-for\), so it cannot be below {target}: "
        r"neither could ever be done$"
    )
    with pytest.raises(DependencyRefused, match=says) as refused:
        family.update("demo-2", parent="demo-1.1")
    assert refused.value.hint == f"bd dep remove {waiting} {target}"
    with pytest.raises(DependencyRefused, match=says):
        family.add_dependency("demo-2", "demo-1.1", "parent-child")
    assert parent(family, "demo-2") is None


def test_other_edges_do_not_keep_it_from_that(family: InternalTracker) -> None:
    family.add_dependency("demo-2", "demo-1", "related")
    family.add_dependency("demo-2", "demo-3")
    family.update("demo-2", parent="demo-1")
    assert parent(family, "demo-2") == "demo-1"


def test_what_an_issue_waits_for_cannot_become_a_part_of_it(family: InternalTracker) -> None:
    family.add_dependency("demo-1", "demo-2.1")
    with pytest.raises(Cycle):
        family.update("demo-2", parent="demo-1.1")


def test_a_whole_change_is_refused_with_one_of_its_issues(family: InternalTracker) -> None:
    family.add_dependency("demo-2", "demo-1")
    with pytest.raises(DependencyRefused):
        family.update("demo-3", "demo-2", parent="demo-1")
    assert parent(family, "demo-3") is None
