"""A connection that nobody uses is closed after a while and opened again on use; reading takes no
lock.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beadwork import errors
from beadwork.tracker import open_internal as open_tracker
from harness import Place

pytestmark = [
    pytest.mark.filterwarnings("error::ResourceWarning"),
    pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning"),
]


def test_an_idle_connection_is_closed_and_opened_again(
    place: Place, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    with open_tracker(str(place.directory), branch=place.branch, idle_seconds=0.05) as tracker:
        tracker.create("One")
        session = tracker.link.session
        eventually(lambda: not session.is_open)
        assert [issue.title for issue in tracker.list().issues] == ["One"]
        eventually(lambda: not session.is_open)
        tracker.create("Two")
        assert len(tracker.list().issues) == 2


def test_a_batch_is_not_idle(place: Place) -> None:
    with open_tracker(str(place.directory), branch=place.branch, idle_seconds=0.01) as tracker:
        with tracker.batch("slow"):
            tracker.create("One")
            tracker.ask(lambda reader: reader.rows("SELECT SLEEP(0.1)"))
            tracker.create("Two")
        assert len(tracker.list().issues) == 2


def test_the_defaults_are_thirty_tries_and_thirty_seconds(place: Place) -> None:
    with open_tracker(str(place.directory), branch=place.branch) as tracker:
        assert tracker._idle_seconds == 30
        assert tracker._writer.backoff.tries == 30
        assert tracker._writer.backoff.first == 0.1


def test_reading_takes_no_lock_and_changes_no_schema(place: Place) -> None:
    packets: list[str] = []
    with place.tracker(readonly=True, on_packet=packets.append) as tracker:
        tracker.list()
        tracker.ready()
        tracker.statistics()
        with pytest.raises(errors.ReadOnly):
            tracker.create("Not filed")
        with pytest.raises(errors.ReadOnly), tracker.batch("nothing"):
            pass
    for packet in packets:
        assert not any(
            word in packet.upper()
            for word in ("GET_LOCK", "CREATE ", "ALTER ", "INSERT ", "REPLACE ")
        )


def test_every_write_takes_the_settings_of_the_workspace(place: Place) -> None:
    place.run("config", "set", "dolt.lock-retries", "7")
    place.run("config", "set", "dolt.lock-retry-delay", "250ms")
    place.run("config", "set", "dolt.lock-timeout", "9s")
    with place.tracker() as tracker:
        assert (
            tracker._writer.backoff.tries,
            tracker._writer.backoff.first,
            tracker._writer.lock_seconds,
        ) == (7, 0.25, 9)
