"""Periods of time, and the days, weeks and months in them.

Pure. A week is an ISO week: it begins on Monday, and 2026-W01 is the week with the first Thursday
of the year. All periods are in UTC.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import NamedTuple

from beadwork.errors import Usage
from beadwork.model.times import date_input
from beadwork.model.times.timestamps import local

DAY, WEEK, MONTH = "day", "week", "month"
LENGTHS = (DAY, WEEK, MONTH)

HINT = "2026, 2026-Q1, 2026-02, 2026-W07 or 2026-02-11"

_YEAR = r"(?P<year>[0-9]{4})"
_PERIOD = re.compile(
    _YEAR
    + r"(?:-?(?:[Qq](?P<quarter>[1-4])|[Ww](?P<week>[0-9]{2}))"
    + r"|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)
_DURATION = re.compile(r"[0-9]+ *[a-z]+")
_TIME_OF_DAY = re.compile(r"[0-9]:[0-9]|[0-9]t[0-9]")


class Period(NamedTuple):
    """A period of time, from its start up to its end. The end is the first moment after it."""

    start: datetime | None
    """None: the period has no beginning."""
    end: datetime | None
    """None: the period has no end."""

    def holds(self, moment: datetime) -> bool:
        """Tell whether the moment lies in the period."""
        return (self.start is None or moment >= self.start) and (
            self.end is None or moment < self.end
        )


def parse(text: str) -> Period:
    """Return the year, quarter, month, week or day that `text` names.

    Raises:
        Usage: `text` names no period.

    >>> parse("2026-Q1").end, parse("2026-W07").start
    (datetime.datetime(2026, 4, 1, 0, 0), datetime.datetime(2026, 2, 9, 0, 0))
    """
    found = _named(text)
    if found is None:
        raise Usage(f'not a period: "{text[: date_input.LONGEST]}"', hint=HINT)
    return found


def since(text: str, now: datetime, length: str = DAY) -> datetime:
    """Return the start of a period: the first moment of a named one, a date, or a duration ago
    (`12w`).

    A duration reaches back to the start of the day, week or month (`length`) that it falls into, so
    that the first group of a table is complete.

    Raises:
        Usage: `text` is none of these.

    >>> since("2w", datetime(2026, 2, 11, 9, 30), WEEK)
    datetime.datetime(2026, 1, 26, 0, 0)
    """
    named = _named(text)
    if named is not None and named.start is not None:
        return named.start
    words = text.strip().lower().removeprefix("-").lstrip()
    if _DURATION.fullmatch(words):
        return start_of(date_input.parse(f"-{words}", now), length)
    return date_input.parse(text, now)


def until(text: str, now: datetime) -> datetime:
    """Return the end of a period: the first moment after a named period or day, or a time of day.

    Raises:
        Usage: `text` is none of these.

    >>> until("2026-02-11", datetime(2026, 3, 1)), until("2026-02-11T08:00Z", datetime(2026, 3, 1))
    (datetime.datetime(2026, 2, 12, 0, 0), datetime.datetime(2026, 2, 11, 8, 0))
    """
    named = _named(text)
    if named is not None and named.end is not None:
        return named.end
    words = text.strip().lower().removeprefix("-").lstrip()
    if _DURATION.fullmatch(words):
        return date_input.parse(f"-{words}", now)
    moment = date_input.parse(text, now)
    is_day = local(moment).time() == time() and not _TIME_OF_DAY.search(words)
    if not is_day:
        return moment
    return _after(moment, DAY) if moment < datetime.max - timedelta(days=1) else datetime.max


def _named(text: str) -> Period | None:
    """Return the period of a name, None where the text is no name of a period, or the calendar has
    no such period.
    """
    parts = _PERIOD.fullmatch(text.strip())
    if parts is None:
        return None
    year = int(parts["year"])
    try:
        if parts["week"]:
            start = datetime.fromisocalendar(year, int(parts["week"]), 1)
            return Period(start, start + timedelta(weeks=1))
        if parts["day"]:
            start = datetime(year, int(parts["month"]), int(parts["day"]))
            return Period(start, start + timedelta(days=1))
        months = 1 if parts["month"] else 3 if parts["quarter"] else 12
        first = int(parts["month"] or (int(parts["quarter"] or 1) - 1) * 3 + 1)
        return Period(datetime(year, first, 1), _months_later(datetime(year, first, 1), months))
    except (ValueError, OverflowError):
        return None


def _months_later(start: datetime, count: int) -> datetime:
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return start.replace(year=year, month=month + 1)


def start_of(moment: datetime, length: str) -> datetime:
    """Return the first moment of the day, week or month that `moment` lies in."""
    midnight = datetime.combine(moment, time())
    if length == WEEK:
        return midnight - timedelta(days=moment.weekday())
    return midnight.replace(day=1) if length == MONTH else midnight


def name(moment: datetime, length: str) -> str:
    """Return the name of the day, week or month of a moment. `parse` reads such a name.

    >>> name(datetime(2026, 2, 11), DAY), name(datetime(2026, 2, 11), WEEK)
    ('2026-02-11', '2026-W07')
    >>> name(datetime(2024, 12, 31), WEEK)
    '2025-W01'
    """
    if length == WEEK:
        year, week, _ = moment.isocalendar()
        return f"{year:04}-W{week:02}"
    day = moment.date().isoformat()
    return day[:7] if length == MONTH else day


def names(start: datetime, end: datetime, length: str) -> list[str]:
    """Return the names of all days, weeks or months that overlap a period, in order."""
    found, moment = [], start_of(start, length)
    while moment < end:
        found.append(name(moment, length))
        try:
            moment = _after(moment, length)
        except (ValueError, OverflowError):  # past the year 9999
            break
    return found


def _after(start: datetime, length: str) -> datetime:
    if length == MONTH:
        return _months_later(start, 1)
    return start + timedelta(weeks=1 if length == WEEK else 0, days=0 if length == WEEK else 1)
