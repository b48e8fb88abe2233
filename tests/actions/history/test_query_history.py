"""Questions across time, on a real Dolt: what each answers is compared with what was done."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from beadwork.actions.history import query
from beadwork.actions.history.query import InStatus
from beadwork.errors import NotFound, Usage
from beadwork.model.times.periods import Period
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from harness import Place, assert_done

EVER = Period(None, None)


def closed(tracker: InternalTracker, name: str, **wanted: object) -> list[str]:
    """Return what somebody closed, the newest first; with a star what is deleted since."""
    found = tracker.ask(
        lambda reader: query.closed_by(
            reader,
            name,
            EVER,
            Filter(**wanted),
            tracker.profile.vocabulary,
            tracker.now,
            by_time=True,  # type: ignore[arg-type]
        )
    )
    return [closed.issue.id + "*" * closed.deleted for closed in found]


def times(tracker: InternalTracker, *parts: str, **wanted: object) -> list[InStatus]:
    return tracker.ask(
        lambda reader: query.time_in_status(
            reader,
            parts,
            Filter(**wanted),
            tracker.profile.vocabulary,
            tracker.now,  # type: ignore[arg-type]
        )
    )[0]


def moves(one: InStatus) -> list[tuple[str, str | None]]:
    return [(span.status, span.actor) for span in one.spans]


def test_filters_are_about_the_issue_as_it_is(tracker: InternalTracker) -> None:
    for number, labels in ((1, ("go",)), (2, ()), (3, ("go", "ui"))):
        tracker.create(f"Issue {number}", id=f"demo-{number}", labels=labels, priority=number)
        tracker.close_issues(f"demo-{number}")
    me = tracker.author.name
    assert closed(tracker, me) == ["demo-3", "demo-2", "demo-1"]
    assert closed(tracker, me, reverse=True) == ["demo-1", "demo-2", "demo-3"]
    assert closed(tracker, me, labels=("go",)) == ["demo-3", "demo-1"]
    tracker.add_labels(["demo-2"], ["go"])
    assert closed(tracker, me, labels=("go",), priority_min=2) == ["demo-3", "demo-2"]


def test_a_deleted_issue_was_closed_nevertheless(tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1", labels=("go",))
    tracker.create("Two", id="demo-2")
    tracker.close_issues("demo-1", "demo-2")
    tracker.delete("demo-1")
    me = tracker.author.name
    assert sorted(closed(tracker, me)) == ["demo-1*", "demo-2"]
    assert closed(tracker, me, labels=("go",)) == ["demo-1*"]
    assert closed(tracker, me, labels=("ui",)) == []


def test_a_word_that_nobody_knows_is_refused(tracker: InternalTracker) -> None:
    with pytest.raises(Usage, match="unknown issue type"):
        closed(tracker, "Nobody", types=("bgu",))


def test_the_statuses_of_a_life_with_who_put_it_there(
    place: Place, tracker: InternalTracker
) -> None:
    tracker.create("One", id="demo-1")
    with place.tracker(actor="Alice") as alice:
        alice.claim("demo-1")
        alice.comment("demo-1", "bd: close demo-1: not yet")
        alice.update("demo-1", status="blocked")
        alice.close_issues("demo-1", reason="done")
    tracker.reopen("demo-1")
    tracker.defer("demo-1")
    me = tracker.author.name
    (found,) = times(tracker, "demo-1")
    assert moves(found) == [
        ("open", me), ("in_progress", "Alice"), ("blocked", "Alice"), ("closed", "Alice"),
        ("open", me), ("deferred", me),
    ]  # fmt: skip
    assert list(found.seconds) == ["open", "in_progress", "blocked", "closed", "deferred"]
    assert found.spans[0].start == found.issue.created_at
    assert found.spans[1].start == found.issue.started_at
    assert found.spans[-1].end is None
    assert all(
        one.end == following.start
        for one, following in zip(found.spans, found.spans[1:], strict=False)
    )


def test_what_messages_do_not_tell_is_found(place: Place, tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1")
    tracker.create("Two", id="demo-2")
    sql = "UPDATE issues SET status = 'hooked' WHERE id = 'demo-1'"
    assert_done(place.run("sql", sql, "--write", "--actor", "Alice"))
    tracker.ask(
        lambda reader: reader.rows("UPDATE issues SET status = 'blocked' WHERE id = 'demo-1'")
    )
    tracker.comment("demo-2", "which commits first what lies there")
    found = times(tracker, "demo-1", "demo-2", sort="id")
    assert moves(found[0])[1:] == [("hooked", "Alice"), ("blocked", "outside bd")]
    assert [status for status, _ in moves(found[1])] == ["open"]


def test_an_import_of_an_old_issue_has_the_spans_of_its_columns(
    place: Place, tracker: InternalTracker
) -> None:
    row = {
        "id": "demo-1", "title": "Old", "status": "closed", "issue_type": "task", "priority": 2,
        "created_by": "Bob",
        "created_at": "2025-01-01T00:00:00Z", "started_at": "2025-01-02T00:00:00Z",
        "closed_at": "2025-01-04T00:00:00Z",
        "updated_at": "2025-01-05T00:00:00Z",
    }  # fmt: skip
    assert_done(place.run("import", "-", stdin=json.dumps(row)))
    (found,) = times(tracker, "demo-1")
    assert found.seconds == {"open": 86400, "in_progress": 2 * 86400}
    assert moves(found) == [("open", "Bob"), ("in_progress", None), ("closed", None)]
    assert [span.start for span in found.spans] == [datetime(2025, 1, day) for day in (1, 2, 4)]
    tracker.reopen("demo-1")
    (found,) = times(tracker, "demo-1")
    assert [status for status, _ in moves(found)] == ["open", "in_progress", "closed", "open"]
    assert found.spans[2].end is not None


def test_filters_and_ids_choose_together(tracker: InternalTracker) -> None:
    for number, labels in ((1, ("go",)), (2, ())):
        tracker.create(f"Issue {number}", id=f"demo-{number}", labels=labels)
    assert [row.issue.id for row in times(tracker, "demo-1", "demo-2", sort="id")] == [
        "demo-1",
        "demo-2",
    ]
    assert [row.issue.id for row in times(tracker, labels=("go",))] == ["demo-1"]
    assert [row.issue.id for row in times(tracker, "demo-2", labels=("go",))] == []
    with pytest.raises(NotFound):
        times(tracker, "demo-9")
