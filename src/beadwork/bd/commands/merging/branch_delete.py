"""Take a branch away, if the branch in use has all that was done on it.

    bd branch delete worker-1
    bd branch delete worker-1 --discard
    bd branch delete worker-1 --json

A branch with commits that the one in use has not stays: merge it first. With --discard it goes all
the same; what is printed brings it back, and a tag keeps its commits. A branch whose merge was
undone counts as merged: what brings its work in again is printed. `main`, the branch in use, and
one that another program is connected to are never deleted.
"""

from __future__ import annotations

import argparse

from beadwork.actions.merging import branches as action
from beadwork.actions.merging.branches import Deleted
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.hints import command


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "--discard", action="store_true", help="also with commits that are on no other branch"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        gone = tracker.administer(
            lambda writer: action.delete(writer, options.name, discard=options.discard)
        )
    restore = command("bd", "branch", "create", gone.name, gone.commit)
    value = {
        "deleted": gone.name,
        "commit": gone.commit,
        "discarded": gone.discarded,
        "tag": gone.tag,
        "undone_by": gone.undone,
        "restore": restore,
    }
    console.result(
        {key: found for key, found in value.items() if found != ""},
        lambda: _lines(console, gone, restore),
    )
    if gone.undone:
        console.warn(
            f"its merge was undone; to have its work again: {command('bd', 'undo', gone.undone)}"
        )


def _lines(console: Console, gone: Deleted, restore: str) -> list[str]:
    headline = f"{console.style('Deleted', 'red')} branch {gone.name}, which was at {gone.commit}"
    if not gone.discarded:
        return [headline]
    number = "1 commit" if gone.discarded == 1 else f"{gone.discarded} commits"
    return [
        headline,
        f"Discarded {number}, kept by the tag {gone.tag}",
        "To bring it back:",
        f"  {restore}",
    ]
