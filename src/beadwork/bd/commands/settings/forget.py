"""Forget what is remembered under a key.

    bd forget release-day

History keeps the text: `bd log --grep "forget release-day"` finds the commit.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        gone = tracker.forget(options.key)
    console.result(
        gone._asdict(), lambda: f"Forgot {console.style(gone.key, 'bold')}: {gone.value}"
    )
