"""Estimates as people write them: minutes, or hours and minutes."""

from __future__ import annotations

import re

from beadwork.errors import Usage

_MINUTES = re.compile(r"(\d{1,7})\s*(?:m|mins?|minutes?)?")
_HOURS = re.compile(
    r"(\d{1,5})(?:\.(\d{1,2}))?\s*(?:h|hours?)\s*(?:(\d{1,2})\s*(?:m|mins?|minutes?)?)?"
)


def parse(text: str) -> int:
    """Return an estimate in minutes.

    Raises:
        Usage: the text is no estimate.

    >>> parse("90"), parse("90m"), parse("2h"), parse("1h30"), parse("1h 30min"), parse("1.5h")
    (90, 90, 120, 90, 90, 90)
    """
    words = text.strip().lower()
    if found := _MINUTES.fullmatch(words):
        return int(found[1])
    found = _HOURS.fullmatch(words)
    if found is None or (found[2] and found[3]) or int(found[3] or 0) >= 60:
        raise Usage(f'"{text}" is no estimate', hint="minutes, or hours and minutes: 90, 2h, 1h30")
    return round(60 * float(f"{found[1]}.{found[2] or 0}")) + int(found[3] or 0)
