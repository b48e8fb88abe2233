"""Undo a write: a new commit reverses what it changed. History is never rewritten.

    bd undo
    bd undo --dry-run
    bd undo 3f2a9c
    bd undo HEAD~2 --json

Without a commit it undoes your own last write on this branch, leaving out undos and what is undone
already. Every row and field that the write changed gets its old value back. A merge is undone as a
whole. If a later write changed the same field, or something depends on what would be removed,
nothing is undone, and the obstacle is reported. An undo can be undone in turn (`bd undo HEAD`).
That is also how to bring back the work of a branch whose merge was undone.

COMMIT is a hash or at least 4 characters of its beginning, HEAD~2, a tag, or a branch, which means
its newest commit. It has to be in the history of the branch in use.
"""

from __future__ import annotations

import argparse

from beadwork.actions.history import undo as action
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import undo as output
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "commit",
        nargs="?",
        metavar="COMMIT",
        help="a commit, the beginning of its hash, HEAD~2, or a tag",
    )
    parser.add_argument("--dry-run", action="store_true", help="only show what would be done")


def run(console: Console, options: argparse.Namespace) -> None:
    commit = ""
    with open_tracker(console) as tracker:
        if options.dry_run:
            actor = tracker.author.name
            found = tracker.ask(
                lambda reader: action.preview(reader, options.commit, actor, tracker.now)
            )
        else:
            found = tracker.change(
                lambda tx: action.undo_write(tx, options.commit), always_commit=True
            )
            commit = tracker.ask(lambda reader: action.commit_of(reader, found.commit))
    console.result(output.document(found, commit), lambda: output.lines(console, found, commit))
