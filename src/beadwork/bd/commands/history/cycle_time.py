"""Show how long the issues took that were closed lately: from filing, and from the first start.

    bd cycle-time
    bd cycle-time --by month --since 2026-01-01
    bd cycle-time -t bug --period 2026-Q1
    bd cycle-time --by actor --since 30d --json

Lead time is from filing to closing, cycle time from the first start (a claim, or the status
in_progress) to closing; both are hours and days as they passed, nights and weekends too. p50 (the
median), p85 and p95 are by nearest rank: the shortest time that so many percent of the issues did
not exceed. Counted are issues that are closed now, at the time of their closing. Weeks are ISO
weeks, and all times UTC; JSON has seconds.
"""

from __future__ import annotations

import argparse

from beadwork.actions.history import cycle_time
from beadwork.bd.flags import period_flags
from beadwork.bd.opening import tracker
from beadwork.bd.output.history import flow_metrics as output
from beadwork.console.console import Console
from beadwork.model.history import flow_metrics
from beadwork.model.times import periods
from beadwork.ui import filter_flags

SINCE = "12w"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--by", choices=flow_metrics.GROUPS, metavar="GROUP", help=", ".join(flow_metrics.GROUPS)
    )
    period_flags.add(parser, SINCE)
    filter_flags.add(parser)
    parser.set_defaults(sort=None)


def run(console: Console, options: argparse.Namespace) -> None:
    period_flags.refuse_order(options)
    wanted = filter_flags.read(console, options, page=None)
    length = options.by if options.by in periods.LENGTHS else periods.DAY
    with tracker(console) as here:
        now = here.now
        period = period_flags.past(options, now, default=SINCE, length=length)
        found = here.ask(
            lambda reader: cycle_time.cycle_time(
                reader, options.by, period, wanted, here.opening.vocabulary, now
            )
        )
    console.result(
        output.cycle_time(options.by, period, found),
        lambda: output.cycle_time_lines(console, found),
    )
