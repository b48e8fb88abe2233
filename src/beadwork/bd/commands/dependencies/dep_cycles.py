"""Find issues that wait for each other, so that none of them can ever be begun.

    bd dep cycles
    bd dep cycles --json

`bd dep add` refuses such circles; an import, a merge or SQL may bring one. Each
list begins with its smallest id, and each issue waits for the next, the last
for the first; a part waits through the whole. `bd dep remove` opens a circle.
Only one rig is looked at: a circle through several rigs of a town is not found.
"""

from __future__ import annotations

import argparse

from beadwork.actions.dependencies import cycles as action
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.ask(action.cycles)
    console.result(found, lambda: [" -> ".join([*ids, ids[0]]) for ids in found] or ["No cycles"])
