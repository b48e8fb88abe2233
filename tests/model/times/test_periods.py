"""Stretches of time, by tables, and weeks, by Hypothesis."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from beadwork.errors import Usage
from beadwork.model.times import periods
from beadwork.model.times.periods import LENGTHS, Period

NOW = datetime(2026, 2, 11, 9, 30)
MOMENTS = some.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", datetime(2026, 1, 1), datetime(2027, 1, 1)),
        ("2026-Q1", datetime(2026, 1, 1), datetime(2026, 4, 1)),
        ("2026q4", datetime(2026, 10, 1), datetime(2027, 1, 1)),
        ("2026-02", datetime(2026, 2, 1), datetime(2026, 3, 1)),
        ("2026-12", datetime(2026, 12, 1), datetime(2027, 1, 1)),
        ("2026-W07", datetime(2026, 2, 9), datetime(2026, 2, 16)),
        ("2020-W53", datetime(2020, 12, 28), datetime(2021, 1, 4)),
        ("2025-W01", datetime(2024, 12, 30), datetime(2025, 1, 6)),
        ("2026-02-28", datetime(2026, 2, 28), datetime(2026, 3, 1)),
    ],
)
def test_a_period_begins_and_ends(text: str, start: datetime, end: datetime) -> None:
    assert periods.parse(text) == Period(start, end)


@pytest.mark.parametrize(
    "text",
    ["", "Q1", "2026-Q5", "2026-13", "2026-W54", "2025-W53", "2026-02-30", "26-02", "0000", "9999"],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Usage, match="not a period"):
        periods.parse(text)


@pytest.mark.parametrize(
    ("text", "length", "start"),
    [
        ("12w", "week", datetime(2025, 11, 17)),
        ("-12w", "week", datetime(2025, 11, 17)),
        ("12 weeks", "day", datetime(2025, 11, 19)),
        ("30d", "month", datetime(2026, 1, 1)),
        ("2026-01-15", "month", datetime(2026, 1, 15)),
        ("2026-Q1", "week", datetime(2026, 1, 1)),
        ("yesterday", "day", datetime(2026, 2, 10)),
        ("2026-02-10T08:00:00Z", "week", datetime(2026, 2, 10, 8)),
    ],
)
def test_since(text: str, length: str, start: datetime) -> None:
    assert periods.since(text, NOW, length) == start


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026-02-10", datetime(2026, 2, 11)),
        ("yesterday", datetime(2026, 2, 11)),
        ("2026-01", datetime(2026, 2, 1)),
        ("2026-02-10T00:00:00Z", datetime(2026, 2, 10)),
        ("2h", datetime(2026, 2, 11, 7, 30)),
        ("now", NOW),
    ],
)
def test_until_is_up_to_and_with_the_day_that_is_named(text: str, end: datetime) -> None:
    assert periods.until(text, NOW) == end


@pytest.mark.parametrize("text", ["9999-12-31", "99991231", "december 31, 9999"])
def test_until_the_last_day_there_is(text: str) -> None:
    assert periods.until(text, NOW) >= datetime(9999, 12, 31)


@given(MOMENTS, some.sampled_from(LENGTHS))
def test_a_moment_lies_in_what_it_is_named_by(moment: datetime, length: str) -> None:
    named = periods.parse(periods.name(moment, length))
    assert named.holds(moment)
    assert named.start == periods.start_of(moment, length)


@given(
    MOMENTS,
    some.timedeltas(timedelta(microseconds=1), timedelta(days=400)),
    some.sampled_from(LENGTHS),
)
def test_the_names_of_a_stretch_follow_each_other_without_a_gap(
    start: datetime, lasts: timedelta, length: str
) -> None:
    names = periods.names(start, start + lasts, length)
    assert names[0] == periods.name(start, length)
    assert names[-1] == periods.name(start + lasts - timedelta(microseconds=1), length)
    stretches = [periods.parse(name) for name in names]
    assert all(one.end == following.start for one, following in pairwise(stretches))


def test_the_names_of_the_last_year_come_to_an_end() -> None:
    assert periods.names(datetime(9999, 12, 1), datetime.max, "month") == ["9999-12"]
