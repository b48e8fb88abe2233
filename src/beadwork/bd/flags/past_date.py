"""Values of flags like `--since`: a duration without a sign lies in the past, so `2h` is two hours
ago.
"""

from __future__ import annotations

from datetime import UTC, datetime


def moment(text: str | None) -> datetime | None:
    """Return the time that a text names.

    Raises:
        Usage: the text is no time.
    """
    if text is None:
        return None
    from beadwork.model.times import past_dates

    return past_dates.parse(text, datetime.now(UTC).replace(tzinfo=None))
