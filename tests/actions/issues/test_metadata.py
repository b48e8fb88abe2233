"""Metadata comes back as it was given, also when a program gives it."""

from __future__ import annotations

import pytest

from beadwork.errors import Invalid
from beadwork.tracker import InternalTracker

EXACT = {"n": 2**53, "text": "é\x01 \"'\\", "list": [1.5, None, True, {"a": []}]}


def test_it_comes_back_as_it_was(tracker: InternalTracker) -> None:
    one = tracker.create("One", metadata=EXACT)
    assert tracker.show(one.id)[0].issue.metadata == EXACT
    tracker.update(one.id, set_metadata=(("m", -(2**53)),), unset_metadata=("list",))
    assert tracker.show(one.id)[0].issue.metadata == {
        "n": 2**53,
        "text": EXACT["text"],
        "m": -(2**53),
    }


def test_what_could_not_is_refused(tracker: InternalTracker) -> None:
    one = tracker.create("One", metadata={"a": 1})
    with pytest.raises(Invalid, match="a number too large"):
        tracker.create("Two", metadata={"n": 2**53 + 1})
    with pytest.raises(Invalid, match="a number that cannot be kept"):
        tracker.update(one.id, metadata={"n": float("nan")})
    with pytest.raises(Invalid, match="not valid UTF-8"):
        tracker.update(one.id, set_metadata=(("n", "\ud800"),))
    assert tracker.show(one.id)[0].issue.metadata == {"a": 1}
