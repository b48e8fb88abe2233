"""A tracker that is closed answers no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import beadwork
from beadwork import errors
from beadwork.tracker import InternalTracker, Tracker
from harness import Place

USES: dict[str, Callable[[Tracker], object]] = {
    "read": lambda tracker: tracker.list(),
    "write": lambda tracker: tracker.create("x"),
    "batch": lambda tracker: tracker.batch().__enter__(),
    "merge": lambda tracker: tracker.merge("side"),
    "remote": lambda tracker: tracker.fetch(),
    "profile": lambda tracker: tracker.profile,
    "turn_to": lambda tracker: tracker.turn_to("HEAD"),
}
INTERNAL = {"ask", "change", "administer", "write_at_once", "disconnect", "link", "now"}


@pytest.mark.parametrize("use", USES)
def test_a_closed_tracker_refuses_every_use(place: Place, use: str) -> None:
    with place.tracker() as tracker:
        tracker.create("One")
    tracker.close()
    with pytest.raises(errors.Usage, match="the tracker is closed"):
        USES[use](tracker)
    assert not tracker.link.session.is_open


def test_a_tracker_that_was_never_used_is_closed_without_a_connection(place: Place) -> None:
    tracker = beadwork.open(place.directory)
    tracker.close()
    tracker.close()
    with pytest.raises(errors.Usage, match="the tracker is closed"):
        tracker.ready()


def test_what_a_program_sees_has_nothing_internal(place: Place) -> None:
    with beadwork.open(place.directory) as tracker:
        assert not INTERNAL & set(dir(tracker))
    assert set(dir(InternalTracker)) > INTERNAL


def test_a_tracker_says_what_it_is_of(place: Place) -> None:
    with place.tracker() as tracker:
        text = f"{tracker.link.workspace.database} of {place.directory} on {place.branch}"
        assert repr(tracker) == f"<beadwork.Tracker {text}>"
    assert repr(tracker) == f"<beadwork.Tracker {text}, closed>"
    with place.tracker(readonly=True) as tracker:
        assert repr(tracker) == f"<beadwork.Tracker {text}, readonly>"
