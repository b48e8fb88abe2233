"""Dates in the past, as a person types them: here `2h` is two hours ago, and `monday` is the last
Monday.
"""

from __future__ import annotations

import re
from datetime import datetime

from beadwork.errors import Usage
from beadwork.model.times import date_input

_DISTANCE = re.compile(r"[0-9]+ *[a-z]+")
_WEEKDAY = re.compile(r"(mon|tues|wednes|thurs|fri|satur|sun)day")


def parse(text: str, now: datetime) -> datetime:
    """Return the moment that `text` names, as `date_input.parse` does. A text without a direction
    means the past.

    Raises:
        Usage: `text` is no date.

    >>> now = datetime(2026, 2, 11, 9, 30)
    >>> parse("2h", now), parse("monday", now)
    (datetime.datetime(2026, 2, 11, 7, 30), datetime.datetime(2026, 2, 9, 0, 0))
    """
    words = " ".join(text.lower().split())
    turned = (
        f"-{words}"
        if _DISTANCE.fullmatch(words)
        else f"last {words}"
        if _WEEKDAY.fullmatch(words)
        else words
    )
    try:
        return date_input.parse(turned, now)
    except Usage:
        return date_input.parse(text, now)  # `3 feb` looks like a duration at first
