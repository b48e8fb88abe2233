"""Assign an issue to somebody.

    bd assign bd-a3f alice
    bd assign bd-a3f alice --json
    bd assign bd-a3f ""            (to nobody)

It is `bd update ID --assignee NAME`: the status stays. `bd claim` is for yourself, and refuses what
somebody else has.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id")
    parser.add_argument("assignee", metavar="NAME")
    parser.add_argument(
        "--force", action="store_true", help="also what somebody else has in progress"
    )
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        changed = tracker.update(options.id, assignee=options.assignee, force=options.force)
    console.result(
        [issue.to_dict() for issue in changed],
        lambda: [
            f"Assigned {issue.id} to {issue.assignee}: {issue.title}"
            if issue.assignee
            else f"Assigned {issue.id} to nobody: {issue.title}"
            for issue in changed
        ],
    )
