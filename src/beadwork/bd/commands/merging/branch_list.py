"""List the branches, each with its newest commit and its distance from the one in use.

    bd branch
    bd branch list
    bd branch list --json

A star marks the branch in use: the one that BD_BRANCH names, or else `main`. Each branch is a
complete tracker. Work on it is seen on another branch only after a merge.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from beadwork.actions.merging.branches import ListedBranch
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.merging import branch
from beadwork.console.console import Console
from beadwork.model.ledger.entry import BRANCH as LEDGER


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.branches()
    console.result([document(listed) for listed in found], lambda: _lines(console, found))


def document(listed: ListedBranch) -> dict[str, Any]:
    """Return a branch as JSON."""
    return branch.document(listed.branch, current=listed.current) | listed.distance._asdict()


def _lines(console: Console, branches: Sequence[ListedBranch]) -> Iterable[str]:
    for listed in branches:
        star = "*" if listed.current else " "
        is_ledger = listed.branch.name == LEDGER
        what = "  the public ledger" if is_ledger else branch.distance(listed.distance)
        yield f"{star} {console.style(listed.branch.name, 'bold')}{what}"
        yield branch.newest(console, listed.branch)
