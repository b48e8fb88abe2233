"""What closing sets free."""

from __future__ import annotations

import json

from beadwork.tracker import InternalTracker
from harness import Place


def test_the_parts_of_what_waited_are_free_too(tracker: InternalTracker) -> None:
    with tracker.batch():
        tracker.create("Blocker", id="demo-1")
        tracker.create("Another", id="demo-2")
        tracker.create("Epic", id="demo-e", type="epic", dependencies=("demo-1",))
        tracker.create("Part", parent="demo-e")
        tracker.create("Part of a part", parent="demo-e.1")
        tracker.create("Held by another", parent="demo-e", dependencies=("demo-2",))
        tracker.create("Free all the time", id="demo-3")
    unblocked = tracker.close_and_claim("demo-1", suggest=True).unblocked
    assert {issue.id for issue in unblocked} == {"demo-e.1", "demo-e.1.1"}


def test_what_was_freed_and_what_was_claimed_come_together(place: Place) -> None:
    with place.tracker() as tracker:
        tracker.create("Blocker", id="demo-1")
        tracker.create("Waiting", id="demo-2", dependencies=("demo-1",))
    done = place.run("close", "demo-1", "--suggest-next", "--claim-next", "--json")
    found = json.loads(done.stdout)
    assert [issue["id"] for issue in found["closed"]] == ["demo-1"]
    assert [issue["id"] for issue in found["unblocked"]] == ["demo-2"]
    assert found["claimed"]["id"] == "demo-2"
    assert (
        json.loads(place.run("close", "demo-2", "--suggest-next", "--claim-next", "--json").stdout)[
            "claimed"
        ]
        is None
    )
