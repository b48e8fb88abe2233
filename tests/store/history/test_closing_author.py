"""Who closed an issue, in every way in which one can be closed, on a real Dolt."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from beadwork.model.times.periods import Period
from beadwork.store.history import closing_author
from beadwork.tracker import InternalTracker
from harness import Place, assert_done

EVER = Period(None, None)


@pytest.fixture
def as_actor(place: Place) -> Iterator[Callable[[str], InternalTracker]]:
    """Give the tracker of somebody."""
    opened: dict[str, InternalTracker] = {}

    def of(name: str) -> InternalTracker:
        if name not in opened:
            opened[name] = place.tracker(actor=name)
        return opened[name]

    yield of
    for tracker in opened.values():
        tracker.close()


def closers(tracker: InternalTracker) -> dict[str, str]:
    """Return by id who closed what is closed now."""
    now = _closed(tracker)
    return {
        issue_id: event.by
        for issue_id, event in tracker.ask(lambda reader: closing_author.of(reader, now)).items()
    }


def _closed(tracker: InternalTracker) -> dict[str, datetime]:
    rows = tracker.ask(
        lambda reader: reader.rows("SELECT id, closed_at FROM issues WHERE status = 'closed'")
    )
    return dict(rows)


def by(tracker: InternalTracker, name: str, period: Period = EVER) -> list[str]:
    """Return the ids of what somebody closed."""
    return [
        event.issue_id
        for event in tracker.ask(lambda reader: closing_author.by(reader, name, period))
    ]


def test_each_command_that_closes(
    place: Place, tracker: InternalTracker, as_actor: Callable[[str], InternalTracker]
) -> None:
    for number in range(1, 9):
        tracker.create(
            f"Issue {number}", id=f"demo-{number}", type="epic" if number == 6 else "task"
        )
    as_actor("Alice").close_issues("demo-1", "demo-2")
    as_actor("Bob").update("demo-3", status="closed", title="Another")
    as_actor("Carol").duplicate("demo-4", "demo-1")
    as_actor("Dave").supersede("demo-5", "demo-1")
    tracker.create("Child", id="demo-6.1", parent="demo-6")
    as_actor("Erin").close_issues("demo-6.1")
    assert_done(place.run("epic", "close-eligible", "--actor", "Frank"))
    lines = '{"op": "close", "ids": ["demo-7"]}\n'
    assert_done(place.run("batch", "-", "-m", "sweep up", "--actor", "Grace", stdin=lines))
    as_actor("Heidi").close_and_claim("demo-8", claim=True)
    assert closers(tracker) == {
        "demo-1": "Alice", "demo-2": "Alice", "demo-3": "Bob", "demo-4": "Carol", "demo-5": "Dave",
        "demo-6.1": "Erin", "demo-6": "Frank", "demo-7": "Grace", "demo-8": "Heidi",
    }  # fmt: skip
    assert by(tracker, "Alice") == ["demo-1", "demo-2"]
    assert by(tracker, "Grace") == ["demo-7"]
    assert by(tracker, "Nobody") == []


def test_closed_twice_is_closed_by_both_and_now_by_the_last(
    tracker: InternalTracker, as_actor: Callable[[str], InternalTracker]
) -> None:
    tracker.create("One", id="demo-1")
    as_actor("Alice").close_issues("demo-1")
    as_actor("Alice").reopen("demo-1")
    assert closers(tracker) == {}
    assert by(tracker, "Alice") == ["demo-1"]
    as_actor("Bob").close_issues("demo-1")
    assert closers(tracker) == {"demo-1": "Bob"}
    alice, bob = (
        tracker.ask(lambda reader, n=n: closing_author.by(reader, n, EVER))[0]
        for n in ("Alice", "Bob")
    )
    assert alice.at < bob.at
    assert alice.commit != bob.commit


def test_a_message_that_only_says_so_is_no_closing(place: Place, tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1")
    lines = '{"op": "label_add", "ids": ["demo-1"], "labels": ["x"]}\n'
    assert_done(
        place.run(
            "batch", "-", "-m", "bd: close demo-1: not at all", "--actor", "Mallory", stdin=lines
        )
    )
    assert by(tracker, "Mallory") == []
    with place.tracker(actor="Alice") as alice:
        alice.close_issues("demo-1")
    assert closers(tracker) == {"demo-1": "Alice"}
    assert by(tracker, "Mallory") == []


def test_raw_sql_is_found_by_what_it_did(place: Place, tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1")
    sql = (
        "UPDATE issues SET status = 'closed', closed_at = '2026-02-01 10:00:00' WHERE id = 'demo-1'"
    )
    assert_done(place.run("sql", sql, "--write", "--actor", "Alice"))
    assert closers(tracker) == {"demo-1": "Alice"}
    assert by(tracker, "Alice", Period(datetime(2026, 2, 1), datetime(2026, 2, 2))) == ["demo-1"]
    assert by(tracker, "Alice", Period(datetime(2026, 2, 2), None)) == []


def test_nobody_here_closed_what_came_in_closed(place: Place, tracker: InternalTracker) -> None:
    row = {
        "id": "demo-1", "title": "One", "status": "closed", "issue_type": "task", "priority": 2,
        "assignee": "Alice",
        "created_at": "2025-01-01T00:00:00Z", "updated_at": "2025-01-03T00:00:00Z",
        "closed_at": "2025-01-02T00:00:00Z",
    }  # fmt: skip
    assert_done(place.run("import", "-", "--actor", "Bob", stdin=json.dumps(row)))
    assert closers(tracker) == {}
    assert by(tracker, "Bob") == by(tracker, "Alice") == []


def test_a_merge_closed_nothing_but_who_closed_on_the_branch_did(
    place: Place, tracker: InternalTracker
) -> None:
    tracker.create("One", id="demo-1")
    tracker.create("Two", id="demo-2")
    side = f"side-{os.urandom(6).hex()}"
    tracker.ask(lambda reader: reader.rows("CALL DOLT_BRANCH(%s, %s)", side, place.branch))
    try:
        with Place(place.directory, side, place.environment).tracker(actor="Alice") as there:
            there.close_issues("demo-1")
        with place.tracker(actor="Bob") as bob:
            bob.close_issues("demo-2")
        tracker.ask(
            lambda reader: reader.rows(
                "CALL DOLT_MERGE('--no-ff', '-m', 'bd: merge', '--author', 'Carol <c@x>', %s)", side
            )
        )
        assert closers(tracker) == {"demo-1": "Alice", "demo-2": "Bob"}
        assert by(tracker, "Carol") == []
        assert by(tracker, "Alice") == ["demo-1"]
    finally:
        tracker.ask(lambda reader: reader.rows("CALL DOLT_BRANCH('-D', '--force', %s)", side))


def test_the_time_is_that_of_the_closing_not_of_the_commit(
    tracker: InternalTracker, as_actor: Callable[[str], InternalTracker]
) -> None:
    tracker.create("One", id="demo-1")
    closed = as_actor("Alice").close_issues("demo-1")[0]
    assert closed.closed_at is not None
    event = tracker.ask(lambda reader: closing_author.by(reader, "Alice", EVER))[0]
    assert event.at == closed.closed_at
    assert by(tracker, "Alice", Period(closed.closed_at, None)) == ["demo-1"]
    assert by(tracker, "Alice", Period(None, closed.closed_at)) == []
    later = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=2)
    assert by(tracker, "Alice", Period(later, None)) == []


def test_writes_that_waited_for_one_commit_keep_who_made_them(tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1")
    tracker.create("Two", id="demo-2")
    closed = (
        "UPDATE issues SET status = 'closed', closed_at = '2026-02-01 10:00:00' WHERE id IN "
        "('demo-1', 'demo-2')"
    )
    message = (
        "bd: 2 writes (by Alice, Bob)\n\nbd: close demo-1: done (by Alice)\nbd: close demo-2: done"
    )
    tracker.ask(lambda reader: reader.rows(closed))
    tracker.ask(
        lambda reader: reader.rows(
            "CALL DOLT_COMMIT('-Am', %s, '--author', 'Bob <bob@example.org>')", message
        )
    )
    assert closers(tracker) == {"demo-1": "Alice", "demo-2": "Bob"}
    assert by(tracker, "Alice") == ["demo-1"]
    assert by(tracker, "Bob") == ["demo-2"]
    assert by(tracker, "Alice", Period(datetime(2026, 2, 1), datetime(2026, 2, 2))) == ["demo-1"]
