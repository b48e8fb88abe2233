"""How a time is written. `date_input.py`, which reads times, is apart: every command writes them,
and few read them.
"""

from __future__ import annotations

from datetime import UTC, datetime


def format_timestamp(moment: datetime) -> str:
    """Return naive UTC `moment` in RFC 3339, for programs. There are always six digits of a second,
    so that times sort as text.

    `isoformat` and not `strftime`: a list calls this 20,000 times, and one call takes under 1 µs
    so.

    >>> format_timestamp(datetime(2026, 2, 11, 9, 30, 0, 250000))
    '2026-02-11T09:30:00.250000Z'
    """
    return moment.isoformat(timespec="microseconds") + "Z"


def digest_time(moment: datetime) -> str:
    """Return naive UTC `moment` as keys and digests have it, which must stay what they are: with a
    fraction only where there is one.

    >>> digest_time(datetime(2026, 2, 11, 9, 30)), digest_time(datetime(2026, 2, 11, 9, 30, 0, 500))
    ('2026-02-11T09:30:00Z', '2026-02-11T09:30:00.0005Z')
    """
    if moment.microsecond:
        return moment.isoformat().rstrip("0") + "Z"
    return moment.isoformat() + "Z"


def local_time(moment: datetime) -> str:
    """Return naive UTC `moment` for people: to the second, in the time zone of the machine (`TZ`),
    which is named. What is printed can be typed.
    """
    shown = local(moment).isoformat(" ", "seconds")
    return shown.removesuffix("+00:00") + "Z" if shown.endswith("+00:00") else shown


def local(moment: datetime) -> datetime:
    """Return naive UTC `moment` in the time zone of the machine, aware of it.

    At the ends of the calendar, where that would be no date any more, it stays UTC.
    """
    try:
        return moment.replace(tzinfo=UTC).astimezone()
    except (OverflowError, ValueError):
        return moment.replace(tzinfo=UTC)
