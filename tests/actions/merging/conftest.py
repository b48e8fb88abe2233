"""Two trackers of one workspace: ours, and theirs on a branch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from beadwork.tracker import InternalTracker
from branch_forks import forks
from harness import Place


@pytest.fixture
def ours(place: Place) -> Iterator[InternalTracker]:
    """The branch that is merged into; it has one issue."""
    with place.tracker(actor="main-actor") as tracker:
        tracker.create(
            "One", id="demo-1", labels=("kept", "old"), notes="begun", metadata={"a": 1, "b": 1}
        )
        yield tracker


@pytest.fixture
def theirs(place: Place, ours: InternalTracker) -> Iterator[InternalTracker]:
    """A branch that was forked from it."""
    with forks(place, ours) as (one,):
        yield one
