"""Dates that a person types, and times as they are stored and shown.

Invariant: every datetime in beadwork is naive, in UTC, and has microseconds, like DATETIME(6) in
SQL. The time zone of the machine (`TZ`) counts where a person types or reads a time: `today` begins
at 00:00 there. A date that can be read in two ways, or lacks a part, is refused, and the message
says what to type. Hot commands import this module, so the import is cheap. `dateparser` (160 ms) is
imported only for a date in no plain form.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from beadwork.errors import Usage
from beadwork.model.times.timestamps import local

HINT = 'write +6h, 2w, tomorrow, "next monday" or 2026-02-01'
LONGEST = 100  # characters; no typed date is longer, and dateparser is slow on other long texts

_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.([0-9]+))?"
    r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]))?"
)
_ISO_START = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?![0-9])")
_RELATIVE = re.compile(r"([+-]?) *([0-9]+) *([a-z]+)")
# Without this dateparser would take "a", "+5" and "-1" for dates.
_TWO_READINGS = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}([/.-][0-9]{2,4})?")
_LACKS_DAY = re.compile(
    r"[0-9]{4}([/.-][0-9]{1,2})?"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?( [0-9]{4})?"
)
_NOT_PADDED = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_DATE_ALONE = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")
_WORTH_GUESSING = re.compile(r"[a-z]{2}|[0-9][:/.-][0-9]")

_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604800}
_MONTHS = {"mo": 1, "y": 12}
_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "w"),
    **dict.fromkeys(("mo", "mos", "month", "months"), "mo"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "y"),
}
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def parse(text: str, now: datetime, *, end_of_day: bool = False) -> datetime:
    """Return the moment that `text` names, seen from `now`. Both are naive UTC.

    `+6h` and `6h` are in the future, `-2h` is in the past. `mo` is months and `min` minutes. If the
    day does not exist in the month, the month's last day is meant. `monday` and `next monday` are
    the first Monday after today, `last monday` is the last one before it. Days and ISO dates
    without an offset are in the machine's time zone. A day without a time is its beginning, or its
    last second with `end_of_day`. Any other text is read as English by dateparser.

    Raises:
        Usage: `text` is no date, can be read in two ways, lacks a part, or lies outside the years 1
            to 9999.

    >>> now = datetime(2026, 2, 11, 9, 30)
    >>> parse("+6h", now), parse("next monday", now)
    (datetime.datetime(2026, 2, 11, 15, 30), datetime.datetime(2026, 2, 16, 0, 0))
    """
    words = " ".join(text.lower().split())
    is_short = len(text) <= LONGEST
    if is_short:
        _refuse_unclear(text, words)
    try:
        here = local(now)
        moment = _plain(words, now, here.replace(tzinfo=None)) if is_short else None
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise Usage(f'not a date: "{text[:LONGEST]}"', hint=HINT)
    if end_of_day and is_day(words):
        return _utc(local(moment).replace(tzinfo=None, hour=23, minute=59, second=59))
    return moment


def is_day(text: str) -> bool:
    """Tell whether a text names a day without a time of day.

    >>> is_day("2026-02-01"), is_day("next monday"), is_day("2026-02-01 10:00"), is_day("2d")
    (True, True, False, False)
    """
    words = " ".join(text.lower().split())
    direction, _, day = words.rpartition(" ")
    return bool(
        words in _DAYS
        or _DATE_ALONE.fullmatch(words)
        or (day in _WEEKDAYS and direction in ("", "next", "last"))
    )


def _refuse_unclear(text: str, words: str) -> None:
    relative = _RELATIVE.fullmatch(words)
    if relative and relative[3] == "m":
        number = f"{relative[1]}{relative[2]}"
        raise Usage(f'"{text}" can be minutes or months', hint=f"write {number}min or {number}mo")
    if _TWO_READINGS.fullmatch(words):
        raise Usage(f'"{text}" can be read in two ways', hint="write 2026-02-01: year, month, day")
    if _LACKS_DAY.fullmatch(words):
        raise Usage(f'"{text}" names no day', hint="write 2026-02-01: year, month, day")
    unpadded = _NOT_PADDED.fullmatch(words)
    if unpadded and not _DATE_ALONE.fullmatch(words):
        year, month, day = unpadded.groups()
        raise Usage(f'not a date: "{text}"', hint=f"write {year}-{month:>02}-{day:>02}")


def is_plain(text: str) -> bool:
    """Tell whether a text is a date in one of the plain forms, which need no dateparser.

    >>> is_plain("2h"), is_plain("yesterday"), is_plain("2026-02-01"), is_plain("worker-1")
    (True, True, True, False)
    """
    words = text.lower()
    relative = _RELATIVE.fullmatch(words)
    return bool(
        words == "now"
        or words in _DAYS
        or words in _WEEKDAYS
        or words.isdigit()
        or _ISO_START.match(words)
        or (relative and relative[3] in _UNITS)
    )


def _plain(words: str, now: datetime, here: datetime) -> datetime | None:
    """Return the moment, None where `words` have no plain form; `here` is `now` in local time."""
    if words == "now":
        return now
    if words in _DAYS:
        return _utc(_midnight(here) + timedelta(days=_DAYS[words]))
    if _ISO_START.match(
        words
    ):  # not left to dateparser, which would take 2026-13-01 for the 13th of January
        return _utc(datetime.fromisoformat(words.upper()))
    relative = _RELATIVE.fullmatch(words)
    if relative and relative[3] in _UNITS:
        count = int(relative[2]) * (-1 if relative[1] == "-" else 1)
        unit = _UNITS[relative[3]]
        if unit in ("s", "min", "h"):
            return now + timedelta(seconds=count * _SECONDS[unit])
        return _utc(_moved(here, count, unit))
    direction, _, day = words.rpartition(" ")
    if day in _WEEKDAYS and direction in ("", "next", "last"):
        return _utc(_weekday(_WEEKDAYS.index(day), here, back=direction == "last"))
    return _guessed(words, here)


def _moved(now: datetime, count: int, unit: str) -> datetime:
    if unit in _SECONDS:
        return now + timedelta(seconds=count * _SECONDS[unit])
    from calendar import monthrange

    year, month = divmod(now.year * 12 + now.month - 1 + count * _MONTHS[unit], 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def _weekday(wanted: int, now: datetime, *, back: bool) -> datetime:
    ahead = (wanted - now.weekday() - 1) % 7 + 1
    behind = (now.weekday() - wanted - 1) % 7 + 1
    return _midnight(now) + timedelta(days=-behind if back else ahead)


def _guessed(words: str, here: datetime) -> datetime | None:
    if not _WORTH_GUESSING.search(words):
        return None
    import dateparser

    moment = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "RELATIVE_BASE": here,
            "PREFER_DATES_FROM": "future",
        },
    )
    return _utc(moment) if moment else None


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now, time())


def _utc(moment: datetime) -> datetime:
    """Return a moment as naive UTC. A naive moment is local time."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _naive(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment
    return _utc(moment)


def parse_timestamp(text: str) -> datetime:
    """Return an RFC 3339 time as naive UTC, cut to microseconds. A date alone is its midnight.

    The parser is strict, because programs wrote the text: `Z` or an offset must follow a time of
    day.

    Raises:
        ValueError: `text` is no such time, or lies outside the years 1 to 9999 in UTC.

    >>> parse_timestamp("2025-11-02T21:58:07.295058123-08:00")
    datetime.datetime(2025, 11, 3, 5, 58, 7, 295058)
    """
    _fraction(text)
    try:
        return _naive(datetime.fromisoformat(text.upper()))
    except (
        OverflowError
    ) as error:  # the year 1 with an offset east of Greenwich, or 9999 with one west of it
        raise ValueError(f"out of range: {text!r}") from error


def is_exact(text: str) -> bool:
    """Tell whether `parse_timestamp` keeps every digit of `text`. Raises ValueError as it does."""
    return not _fraction(text)[6:].strip("0")


def _fraction(text: str) -> str:
    found = _RFC3339.fullmatch(text)
    if found is None:
        raise ValueError(f"not an RFC 3339 time: {text[:LONGEST]!r}")
    return found[1] or ""
