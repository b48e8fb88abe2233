"""List the keys and values that `bd kv set` stored.

    bd kv list
    bd kv list --json

`bd kv set --help` explains what `bd kv` is for.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.values()
    console.result(
        found,
        lambda: (
            [f"{key} = {value}" for key, value in found.items()] if found else "No values are kept"
        ),
    )
