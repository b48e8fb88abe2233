"""Print what is remembered under a key.

    bd recall release-day
    bd recall release-day --json

`bd memories` lists the keys.
"""

from __future__ import annotations

import argparse

from beadwork.actions import remember
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        value = tracker.recall(options.key)
    if value is None:
        raise remember.unknown(options.key)
    console.result({"key": options.key, "value": value}, lambda: str(value))
