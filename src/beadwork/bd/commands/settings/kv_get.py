"""Print a value that `bd kv set` stored.

    bd kv get deploy.last
    bd kv get deploy.last --json

A key without a value is an error. `bd kv set --help` explains what `bd kv` is for.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        value = tracker.value(options.key)
    console.result({"key": options.key, "value": value}, lambda: value)
