"""Show how many issues were filed and how many were closed, week by week.

    bd throughput
    bd throughput --by month --since 2026-01-01
    bd throughput --by actor --period 2026-Q1 -l backend
    bd throughput --by label --since 30d --json

An issue counts as closed if it is closed now, at the time of its closing. An issue that was
reopened does not count. --by actor counts who filed and who closed: the author of the closing
commit, or (unknown) if the issue was imported as closed. Labels, types and assignees are the
present ones. An issue with two labels counts for both, and once in the total. Weeks are ISO weeks,
and all times are UTC. A duration (--since 12w) reaches back to the start of its day, week or month.
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
