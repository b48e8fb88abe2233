"""Delete a comment.

    bd comments delete bd-a3f 5e0c41

COMMENT is the id of a comment, or the beginning of it, as `bd comments` shows it. History keeps it,
and `bd undo` brings it back. What somebody else wrote is deleted only with --force.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output import comments
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id")
    parser.add_argument("comment", metavar="COMMENT", help="the beginning of its id")
    parser.add_argument("--force", action="store_true", help="also what somebody else wrote")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        gone = tracker.delete_comment(options.id, options.comment, force=options.force)
    console.result(
        comments.record(gone),
        lambda: f"Deleted a comment on {console.style(gone.issue_id, 'bold')}",
    )
