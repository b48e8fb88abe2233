"""Delete a branch, if the branch in use has all of its commits.

    bd branch delete worker-1
    bd branch delete worker-1 --discard
    bd branch delete worker-1 --json

A branch with commits that the branch in use does not have is kept: merge it first. With --discard
it is deleted all the same. A tag then keeps its commits, and the command that brings it back is
printed. A branch whose merge was undone counts as merged; the command that brings its work back is
printed. `main`, the branch in use, and a branch that another program is connected to are never
deleted.
"""

from __future__ import annotations

import argparse

from beadwork.actions.merging.branches import DeletedBranch
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.hints import command


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "--discard", action="store_true", help="delete it with commits that no other branch has"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        gone = tracker.delete_branch(options.name, discard=options.discard)
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


def _lines(console: Console, gone: DeletedBranch, restore: str) -> list[str]:
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
