"""Reopen closed issues. Their closing time and reason are removed; history keeps them.

bd reopen bd-a3f
bd reopen bd-a3f bd-9qk -r "fails again on Safari"
"""

from __future__ import annotations

import argparse

from beadwork.actions.issues import reopen as action
from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.long_texts import line_of
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument("-r", "--reason", metavar="TEXT", help="why, for the commit message")
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    reason = line_of(console, options.reason)
    with open_tracker(console) as tracker:
        reopened = tracker.change(lambda tx: action.reopen(tx, options.ids, reason=reason))
    console.result(
        [result.issue.to_dict() for result in reopened],
        lambda: [
            f"{'Open already:' if result.was_open else 'Reopened'} {result.issue.id}: "
            f"{result.issue.title}"
            for result in reopened
        ],
    )
