"""List every label of the tracker, with the number of issues that have it.

    bd label list-all
    bd label list-all --json

Closed issues count, too.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        counts = tracker.labels()
    widest = max((len(str(count)) for count in counts.values()), default=0)
    console.result(
        [{"label": label, "count": count} for label, count in counts.items()],
        lambda: (
            [f"{str(count).rjust(widest)}  {label}" for label, count in counts.items()]
            or ["No labels"]
        ),
    )
