"""A second, empty tracker beside `tracker`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from beadwork.tracker import InternalTracker
from harness import Place


@pytest.fixture
def elsewhere(place: Place) -> Iterator[InternalTracker]:
    """A tracker on another branch, as empty as that of `tracker` is at first."""
    branch = f"test-{os.urandom(6).hex()}"
    with place.tracker() as tracker:
        tracker.ask(lambda session: session.rows("CALL DOLT_BRANCH(%s)", branch))
    other = Place(place.directory, branch, place.environment)
    with other.tracker() as tracker:
        yield tracker
    with place.tracker() as tracker:
        tracker.ask(lambda session: session.rows("CALL DOLT_BRANCH('-D', '--force', %s)", branch))
