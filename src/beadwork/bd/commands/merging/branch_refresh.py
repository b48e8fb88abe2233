"""Merge `main` into the branch in use, so that a worker sees what others have finished.

    bd branch refresh
    bd branch refresh --preview
    bd branch refresh --json

The branch in use is the one that BD_BRANCH names. The merge goes by the rules of `bd merge`, and
`main` stays as it is.
"""

from __future__ import annotations

import argparse

from beadwork.actions.merging import merge as action
from beadwork.actions.merging.changed_on_main import MAIN
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.merging import merge as output
from beadwork.console.console import Console
from beadwork.errors import Usage


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--preview", "--dry-run", action="store_true", help="only show what would be done"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        if tracker.link.session.branch in (None, MAIN):
            raise Usage("main is in use here, and is never behind itself", hint="bd branch list")
        if options.preview:
            found, commit = tracker.preview_merge(MAIN), ""
        else:
            found = tracker.merge(MAIN)
            commit = (
                tracker.ask(lambda reader: action.commit_of(reader, found)) if found.done else ""
            )
    console.result(
        output.document(found, commit, is_preview=options.preview),
        lambda: output.lines(console, found, is_preview=options.preview),
    )
    output.warn(console, found, is_preview=options.preview)
