"""Merge a branch into the branch in use.

    bd merge worker-1
    bd merge worker-1 --preview
    bd merge worker-1 --json
    bd merge worker-1 --strategy theirs

The merge is one commit with two parents, made completely or not at all. A change that only one side
made is taken. If both sides changed a field, the value that was set last wins. Labels and notes of
both sides are kept, and metadata is merged key by key. An edit wins over a delete. If both sides
created an issue with the same id, both are kept, and theirs gets a new id. An estimate that both
sides changed becomes a conflict (`bd conflicts list`), which holds up nothing. --strategy lets one
side win wherever both changed a field. Values that lose are printed, and stay in history. The
counts are of rows: issues, dependencies, comments and settings.
"""

from __future__ import annotations

import argparse

from beadwork.actions.merging import merge as action
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.merging import merge as output
from beadwork.console.console import Console
from beadwork.model.merging.three_way import NEWEST, STRATEGIES


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("branch", metavar="BRANCH")
    parser.add_argument(
        "--preview", "--dry-run", action="store_true", help="only show what would be done"
    )
    parser.add_argument(
        "--strategy",
        choices=STRATEGIES,
        default=NEWEST,
        help="who wins if both changed a field: newest, ours, theirs",
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        if options.preview:
            found, commit = tracker.preview_merge(options.branch, options.strategy), ""
        else:
            found = tracker.merge(options.branch, options.strategy)
            commit = (
                tracker.ask(lambda reader: action.commit_of(reader, found)) if found.done else ""
            )
    if found.is_dirty:
        console.note(f"{options.branch} has uncommitted changes; a merge commits them first")
    console.result(
        output.document(found, commit, is_preview=options.preview),
        lambda: output.lines(console, found, is_preview=options.preview),
    )
    output.warn(console, found, is_preview=options.preview)
