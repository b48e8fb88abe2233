"""Give claimed issues back: nobody has them, and what was in progress is open.

    bd unclaim bd-a3f
    bd unclaim bd-a3f bd-9qk --json
    bd unclaim bd-a3f --force

`claim.guard` decides about issues that somebody else has: they are named (`warn`), or refused
unless --force is given (`refuse`).
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.issues import record


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument(
        "--force", action="store_true", help="also what somebody else has in progress"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        unclaimed = tracker.unclaim(*options.ids, force=options.force)
    console.result(
        [record.of(result.issue) for result in unclaimed],
        lambda: [
            f"{'Unclaimed' if result.was_claimed else 'Nobody had'} {result.issue.id}: "
            f"{result.issue.title}"
            for result in unclaimed
        ],
    )
