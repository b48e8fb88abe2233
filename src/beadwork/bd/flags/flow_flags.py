"""The flags of commands that count closed issues over time: a group, a period and filters."""

from __future__ import annotations

import argparse
from datetime import datetime

from beadwork.console.console import Console
from beadwork.model.history.flow_metrics import GROUPS
from beadwork.model.times import periods
from beadwork.model.times.periods import Period
from beadwork.store.search.filters import Filter
from beadwork.ui import filter_flags, period_flags

SINCE = "12w"


def add(parser: argparse.ArgumentParser, by: str | None = None) -> None:
    """Add the flags to a command's parser. `by` is the default group."""
    groups = ", ".join(GROUPS)
    parser.add_argument(
        "--by",
        choices=GROUPS,
        metavar="GROUP",
        default=by,
        help=f"{groups}; else {by}" if by else groups,
    )
    period_flags.add(parser, SINCE)
    filter_flags.add(parser)
    parser.set_defaults(sort=None)


def read(console: Console, options: argparse.Namespace, now: datetime) -> tuple[Period, Filter]:
    """Return the period and the filter of the issues.

    Raises:
        Usage: a filter or the period is not valid, or a flag asks for an order.
    """
    period_flags.refuse_order(options)
    wanted = filter_flags.read(console, options, page=None)
    length = options.by if options.by in periods.LENGTHS else periods.DAY
    return period_flags.past(options, now, default=SINCE, length=length), wanted
