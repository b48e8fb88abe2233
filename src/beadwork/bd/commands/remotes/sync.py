"""Pull from a remote, merge, and push: both sides are the same then.

bd sync
bd sync mirror --json
bd sync --flush-only

--flush-only only pushes, as `bd dolt push` does: that is the old name of a push.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.bd.output import transfers as output
from beadwork.console.console import Console
from beadwork.ui import elapsed


def arguments(parser: argparse.ArgumentParser) -> None:
    output.add_remote(parser)
    parser.add_argument("--flush-only", action="store_true", help="only push")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker, elapsed.shown(console, f"Syncing {options.remote}"):
        if options.flush_only:
            pulled, pushed = None, tracker.push(options.remote)
        else:
            pulled, pushed = tracker.sync(options.remote)
        output.snapshot_at_push(console, tracker)
        worker = tracker.author.name
    console.result(
        output.synced_document(pulled, pushed),
        lambda: [
            *(output.pulled_lines(console, pulled) if pulled else []),
            *output.pushed_lines(console, pushed),
        ],
    )
    merges = [pulled.merge, *pushed.merged] if pulled else pushed.merged
    output.warn_of_merges(console, filter(None, merges), worker)
