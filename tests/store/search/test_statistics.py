"""The numbers of `bd stats` are those of the lists."""

from __future__ import annotations

from datetime import timedelta

from beadwork.model.dependencies.dependency import Dependency
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues
from beadwork.store.search import statistics
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from sample_issues import DATA, EDGES


def test_the_numbers_are_those_of_the_lists(tracker: InternalTracker) -> None:
    tracker.change(lambda tx: (issues.add_all(tx, DATA), dependencies.add_all(tx, EDGES)))
    found = tracker.ask(
        lambda reader: statistics.read(reader, tracker.profile.vocabulary, tracker.now)
    )
    live = [issue for issue in DATA if issue.status != "tombstone"]
    assert found.total == len(live)
    assert found.deleted == len(DATA) - len(live) > 0
    assert found.by_status == {
        status: sum(i.status == status for i in live) for status in {i.status for i in live}
    }
    assert found.ready == len(tracker.ready(Filter()).issues) > 0
    assert found.blocked == len(tracker.blocked(Filter())) > 0
    assert found.pinned == sum(issue.pinned or issue.status == "pinned" for issue in live)
    assert found.lead_seconds == timedelta(hours=5).total_seconds()


def test_lately_is_the_last_day(tracker: InternalTracker) -> None:
    day = timedelta(hours=statistics.RECENT_HOURS)
    tracker.change(lambda tx: issues.add_all(tx, DATA))
    now = tracker.now
    found = tracker.ask(lambda reader: statistics.read(reader, tracker.profile.vocabulary, now))
    live = [issue for issue in DATA if issue.status != "tombstone"]
    assert found.created_lately == sum(issue.created_at >= now - day for issue in live)
    assert found.closed_lately == sum(
        issue.closed_at is not None and issue.closed_at >= now - day for issue in live
    )
    assert found.updated_lately == sum(
        i.updated_at >= now - day and i.created_at < now - day for i in live
    )
    later = tracker.ask(
        lambda reader: statistics.read(reader, tracker.profile.vocabulary, now + 2 * day)
    )
    assert found.commits_lately > later.commits_lately == 0


def test_all_of_it_is_one_round_trip(tracker: InternalTracker) -> None:
    blocked = Dependency("demo-1", "demo-2", "blocks", tracker.now, None)
    tracker.change(lambda tx: (issues.add_all(tx, DATA), dependencies.add(tx, blocked)))
    packets: list[str] = []
    tracker.link.session.on_packet = packets.append
    tracker.ask(lambda reader: statistics.read(reader, tracker.profile.vocabulary, tracker.now))
    assert len(packets) == 1
