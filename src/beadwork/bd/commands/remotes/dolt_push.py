"""Push the tracker to a remote.

bd dolt push
bd dolt push mirror
bd dolt push --no-merge
bd dolt push --json

Only `main` is pushed. Where the remote has commits that are not here, they are fetched, checked and
merged by the rules of `bd merge`, and the push is tried again, three times in all. --no-merge
refuses instead (exit status 4). Both heads are shown afterwards.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.bd.output import transfers as output
from beadwork.console.console import Console
from beadwork.ui import elapsed


def arguments(parser: argparse.ArgumentParser) -> None:
    output.add_remote(parser)
    parser.add_argument(
        "--no-merge", action="store_true", help="refuse where the remote has other commits"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker, elapsed.shown(console, f"Pushing {options.remote}"):
        pushed = tracker.push(options.remote, merge=not options.no_merge)
        output.snapshot_at_push(console, tracker)
        worker = tracker.author.name
    console.result(output.pushed_document(pushed), lambda: [*output.pushed_lines(console, pushed)])
    output.warn_of_merges(console, pushed.merged, worker)
