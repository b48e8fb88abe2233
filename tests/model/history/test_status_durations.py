"""Spans of time in a status: tables for where they come from, Hypothesis for what must hold of any
history.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from beadwork.model.history import status_durations
from beadwork.model.history.status_durations import Span, StatusAtCommit

BORN = datetime(2026, 1, 1)
HOUR = timedelta(hours=1)


def state(
    status: str | None,
    committed: int,
    *,
    updated: int | None = None,
    actor: str | None = "alice",
    **at: int,
) -> StatusAtCommit:
    """A state that was committed so many hours after the issue was filed."""
    times = {name: BORN + hours * HOUR for name, hours in at.items()}
    return StatusAtCommit(
        status,
        BORN,
        times.get("started"),
        times.get("closed"),
        BORN + (committed if updated is None else updated) * HOUR,
        BORN + committed * HOUR,
        "bob",
        actor,
    )


def hours(spans: list[Span]) -> list[tuple[str, float, float | None, str | None]]:
    return [
        (
            span.status,
            (span.start - BORN) / HOUR,
            (span.end - BORN) / HOUR if span.end else None,
            span.actor,
        )
        for span in spans
    ]


def test_a_life() -> None:
    found = status_durations.spans(
        [
            state("open", 0),
            state("in_progress", 3, started=3),
            state("closed", 5, started=3, closed=5),
            state("open", 9, started=3),
        ]
    )
    assert hours(found) == [
        ("open", 0, 3, "bob"), ("in_progress", 3, 5, "alice"), ("closed", 5, 9, "alice"),
        ("open", 9, None, "alice"),
    ]  # fmt: skip
    assert status_durations.seconds(found, BORN + 10 * HOUR, ("closed",)) == {
        "open": 4 * 3600, "in_progress": 2 * 3600, "closed": 4 * 3600,
    }  # fmt: skip


def test_an_import_brings_its_past_in_its_columns() -> None:
    imported = state("closed", 100, actor=None, started=2, closed=5)
    assert hours(status_durations.spans([imported])) == [
        ("open", 0, 2, "bob"), ("in_progress", 2, 5, None), ("closed", 5, None, None),
    ]  # fmt: skip
    assert hours(status_durations.spans([state("closed", 100, actor=None, closed=5)])) == [
        ("open", 0, 5, "bob"), ("closed", 5, None, None),
    ]  # fmt: skip
    assert hours(status_durations.spans([state("hooked", 100, actor=None)])) == [
        ("hooked", 0, None, None)
    ]


def test_what_is_over_rests() -> None:
    found = status_durations.spans([state("open", 0), state("closed", 5, closed=5)])
    assert status_durations.seconds(found, BORN + 1000 * HOUR, ("closed",)) == {"open": 5 * 3600}


def test_a_change_of_something_else_is_no_new_span() -> None:
    assert len(status_durations.spans([state("open", 0), state("open", 3), state("open", 4)])) == 1


def test_columns_that_cannot_be_right_give_way_to_the_time_of_the_commit() -> None:
    found = status_durations.spans(
        [state("open", 0), state("closed", 5, closed=-3), state("blocked", 8, updated=1)]
    )
    assert hours(found)[1:] == [("closed", 5, 8, "alice"), ("blocked", 8, None, "alice")]


def test_what_bore_the_id_before_does_not_count() -> None:
    born = BORN + 7 * HOUR
    anew = state("open", 7)._replace(created_at=born)
    states = [
        state("open", 0),
        state("in_progress", 1),
        state(None, 3)._replace(created_at=BORN + 3 * HOUR),
        anew,
    ]
    assert hours(status_durations.spans(status_durations.of_issue(states, born))) == [
        ("open", 7, None, "bob")
    ]
    assert status_durations.of_issue(states[:2], born) == states[:2]


def test_time_between_a_deletion_and_its_undoing_is_in_no_status() -> None:
    found = status_durations.spans([state("open", 0), state(None, 4), state("open", 6)])
    assert hours(found) == [("open", 0, 4, "bob"), ("open", 6, None, "alice")]


STATES = some.lists(
    some.tuples(
        some.sampled_from(("open", "in_progress", "closed", "blocked", None)),
        some.integers(0, 99),
        some.integers(-9, 99),
    ),
    max_size=12,
).map(
    lambda drawn: [
        state(status, committed, updated=said, closed=said)
        for status, committed, said in sorted(drawn, key=lambda one: one[1])
    ]
)


@given(STATES)
def test_spans_follow_each_other(states: list[StatusAtCommit]) -> None:
    found = status_durations.spans(states)
    for one, following in pairwise(found):
        assert one.end is not None
        assert one.start < one.end <= following.start
        assert one.status != following.status or one.end < following.start
    last = states[-1].status if states else None
    assert bool(found and found[-1].end is None) == (last is not None)
    if last is not None:
        assert found[-1].status == last


@given(STATES)
def test_the_times_add_up(states: list[StatusAtCommit]) -> None:
    now = BORN + 200 * HOUR
    found = status_durations.spans(states)
    spent = sum(((span.end or now) - span.start).total_seconds() for span in found)
    assert abs(sum(status_durations.seconds(found, now, ()).values()) - spent) < 1e-3
