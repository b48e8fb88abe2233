"""Dates that lie back."""

from __future__ import annotations

from datetime import datetime

import pytest

from beadwork.errors import Usage
from beadwork.model.times import past_dates

NOW = datetime(2026, 2, 11, 9, 30)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2h", datetime(2026, 2, 11, 7, 30)),
        ("90 min", datetime(2026, 2, 11, 8, 0)),
        ("-1d", datetime(2026, 2, 10, 9, 30)),
        ("+1d", datetime(2026, 2, 12, 9, 30)),
        ("Monday", datetime(2026, 2, 9)),
        ("wednesday", datetime(2026, 2, 4)),
        ("next monday", datetime(2026, 2, 16)),
        ("today", datetime(2026, 2, 11)),
        ("yesterday", datetime(2026, 2, 10)),
        ("now", NOW),
        ("2026-02-01", datetime(2026, 2, 1)),
    ],
)
def test_what_says_no_direction_lies_back(text: str, moment: datetime) -> None:
    assert past_dates.parse(text, NOW) == moment


@pytest.mark.parametrize("text", ["never", "", "birthday", "2x"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(Usage, match="not a date"):
        past_dates.parse(text, NOW)
