"""Change the text of a comment.

    bd comments edit bd-a3f 5e0c41 "Fails on Safari 17 only"
    bd comments edit bd-a3f 5e0c41 --body-file findings.md

COMMENT is the id of a comment, or the beginning of it, as `bd comments` shows it. The author and
the time stay. History keeps what it said: `bd history ID`, `bd comments ID --as-of COMMIT`. What
somebody else wrote is changed only with --force.
"""

from __future__ import annotations

import argparse

from beadwork.actions.comments import comment as action
from beadwork.bd import comment_text
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output import comments
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id")
    parser.add_argument("comment", metavar="COMMENT", help="the beginning of its id")
    comment_text.add(parser)
    parser.add_argument("--force", action="store_true", help="also what somebody else wrote")


def run(console: Console, options: argparse.Namespace) -> None:
    text = action.check(comment_text.read(console, options, "comments edit"))
    with open_tracker(console) as tracker:
        changed = tracker.edit_comment(options.id, options.comment, text, force=options.force)
    console.result(
        comments.record(changed),
        lambda: f"Edited a comment on {console.style(changed.issue_id, 'bold')}",
    )
