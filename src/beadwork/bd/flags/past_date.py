"""Values of flags like `--since`: dates that lie back where they say no direction, so that `2h` is
two hours ago.
"""

from __future__ import annotations

from datetime import UTC, datetime


def moment(text: str | None) -> datetime | None:
    """Return the time that a person wrote.

    Raises:
        Usage: it is none.
    """
    if text is None:
        return None
    from beadwork.model.times import past_dates

    return past_dates.parse(text, datetime.now(UTC).replace(tzinfo=None))
