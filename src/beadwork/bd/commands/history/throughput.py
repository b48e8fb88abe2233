"""Show how many issues were filed and how many were closed, week by week.

    bd throughput
    bd throughput --by month --since 2026-01-01
    bd throughput --by actor --period 2026-Q1 -l backend
    bd throughput --by label --since 30d --json

An issue counts as closed if it is closed now, at the time of its closing: what was opened again has
not been finished. --by actor counts what somebody filed, and what somebody closed: the author of
the commit that closed it, (unknown) where an import brought it in closed. Labels, types and
assignees are those of now; an issue with two labels counts for both of them, and once in the total.
Weeks are ISO weeks, and all times UTC. A duration (--since 12w) reaches back to the start of the
day, week or month that it falls into.
"""

from __future__ import annotations

import argparse

from beadwork.actions.history import throughput
from beadwork.bd import flow_report
from beadwork.bd.flags import flow_flags
from beadwork.bd.output.history import flow_metrics as output
from beadwork.console.console import Console
from beadwork.model.times import periods


def arguments(parser: argparse.ArgumentParser) -> None:
    flow_flags.add(parser, by=periods.WEEK)


def run(console: Console, options: argparse.Namespace) -> None:
    flow_report.run(
        console, options, throughput.throughput, output.throughput, output.throughput_lines
    )
