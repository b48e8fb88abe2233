"""Show how long recently closed issues took, from filing and from the first start.

    bd cycle-time
    bd cycle-time --by month --since 2026-01-01
    bd cycle-time -t bug --period 2026-Q1
    bd cycle-time --by actor --since 30d --json

Lead time is the time from filing to closing. Cycle time is the time from the first start (a claim,
or the status in_progress) to closing. Both are calendar time, nights and weekends included. p50
(the median), p85 and p95 use the nearest rank: the shortest time that this percentage of the issues
did not exceed. An issue counts if it is closed now, at the time of its closing. Weeks are ISO
weeks, and all times are UTC. JSON has seconds.
"""

from __future__ import annotations

import argparse

from beadwork.actions.history import cycle_time
from beadwork.bd import flow_report
from beadwork.bd.flags import flow_flags
from beadwork.bd.output.history import flow_metrics as output
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    flow_flags.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    flow_report.run(
        console, options, cycle_time.cycle_time, output.cycle_time, output.cycle_time_lines
    )
