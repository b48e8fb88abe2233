"""Undo a write: a new commit puts back what it changed. History is never rewritten.

    bd undo
    bd undo --dry-run
    bd undo 3f2a9c
    bd undo HEAD~2 --json

Without a commit it is your own last write on this branch, other than what is undone already and undoing itself. Every
row and field that the write changed goes back to what it was; a merge is undone as a whole. Where a later write changed
the same field, or something stands on what would go, nothing is undone, and what stands in the way is named. An undo can be
undone by its own commit (`bd undo HEAD`).
"""

from __future__ import annotations

import argparse

from beadwork.actions import undo as action
from beadwork.bd.opening import tracker
from beadwork.bd.output import undo as output
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument("commit", nargs="?", metavar="COMMIT", help="a commit, a part of its hash, HEAD~2, or a tag")
    parser.add_argument("--dry-run", action="store_true", help="only show what would be done")


def run(console: Console, options: argparse.Namespace) -> None:
    """Undo it, or show what that would do."""
    with tracker(console) as here:
        if options.dry_run:
            actor = here.author.name
            found = here.ask(lambda reader: action.preview(reader, options.commit, actor, here.now))
        else:
            found = here.change(lambda tx: action.undo_write(tx, options.commit), always_commit=True)
    console.result(
        output.document(found, is_preview=options.dry_run),
        lambda: output.lines(console, found, is_preview=options.dry_run),
    )
