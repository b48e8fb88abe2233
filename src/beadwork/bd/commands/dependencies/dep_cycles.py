"""Find cycles of open issues that wait for each other, so that none of them can be done.

    bd dep cycles
    bd dep cycles --json

`bd dep add` refuses cycles. An import, a merge or SQL can still create one. Each list begins with
its smallest id. Each issue waits for the next one, and the last for the first. A child waits for
what its parent waits for, and a parent is done after its children. `bd dep remove` breaks a cycle.
Only one rig is searched: a cycle that crosses rigs of a town is not found.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.cycles()
    console.result(found, lambda: [" -> ".join([*ids, ids[0]]) for ids in found] or ["No cycles"])
