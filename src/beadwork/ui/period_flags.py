"""The flags of a period: `--period`, or `--since` and `--until`. Their help is the same in every
command.
"""

from __future__ import annotations

import argparse
from datetime import datetime

from beadwork import errors
from beadwork.model.times import periods
from beadwork.model.times.periods import Period
from beadwork.model.times.timestamps import local_time


def add(parser: argparse.ArgumentParser, default: str = "") -> None:
    """Add the flags to a command's parser. `default` is the start of a period without flags."""
    group = parser.add_argument_group("time")
    group.add_argument(
        "--period", metavar="PERIOD", help="2026, 2026-Q1, 2026-02, 2026-W07 or 2026-02-11"
    )
    since = f"; {default} if not given" if default else ""
    group.add_argument(
        "--since",
        metavar="DATE",
        help=f"from then on: a date, a period, or so long ago (12w){since}",
    )
    group.add_argument(
        "--until", metavar="DATE", help="up to that day or period (included), or a time"
    )


def given(options: argparse.Namespace) -> bool:
    """Tell whether a command line names a period."""
    return any(value is not None for value in (options.period, options.since, options.until))


def described(options: argparse.Namespace) -> str:
    """Return the period as the command line names it, with a space before it. Return an empty text
    where the command line names none.
    """
    words = (("in", options.period), ("since", options.since), ("until", options.until))
    return "".join(f" {word} {value}" for word, value in words if value is not None)


def read(
    options: argparse.Namespace, now: datetime, *, default: str = "", length: str = periods.DAY
) -> Period:
    """Return the period of a command line. A duration reaches back to the start of a day, week or
    month (`length`).

    Raises:
        Usage: a date is not valid, or the period ends before it begins.
    """
    if options.period is not None:
        if options.since is not None or options.until is not None:
            raise errors.Usage(
                "--period stands for both ends", hint="--period 2026-Q1, or --since and --until"
            )
        return periods.parse(options.period)
    end = periods.until(options.until, now) if options.until is not None else None
    start = None
    if options.since is not None:
        start = periods.since(options.since, now, length)
    elif default:
        start = periods.since(default, end or now, length)
    if start and start >= (end or now):
        raise errors.Usage(
            f"it begins at {local_time(start)} and ends at {local_time(end or now)}",
            hint="--since 2026-01-01 --until 2026-03-31",
        )
    return Period(start, end)


def past(options: argparse.Namespace, now: datetime, *, default: str, length: str) -> Period:
    """Return the period as `read` does, but ended at `now` at the latest.

    Raises:
        Usage: as `read`, or the period has not begun.
    """
    period = read(options, now, default=default, length=length)
    if period.start and period.start >= now:
        raise errors.Usage(
            f"nothing has happened yet: it begins at {local_time(period.start)}",
            hint="--since 12w",
        )
    return period._replace(end=min(period.end or now, now))


def refuse_order(options: argparse.Namespace) -> None:
    """Refuse the flags that order or limit a list, for a command that prints numbers.

    Raises:
        Usage: one of the flags is given.
    """
    for flag, value in (
        ("--sort", options.sort),
        ("--reverse", options.reverse),
        ("--limit", options.limit),
    ):
        if value not in (None, False):
            raise errors.Usage(
                f"{flag} does not apply to these numbers", hint="bd list, which sorts and limits"
            )
    options.sort = "priority"
