"""Open closed issues again: the time and the reason of their closing go, history keeps them.

bd reopen bd-a3f
bd reopen bd-a3f bd-9qk -r "fails again on Safari"
"""

from __future__ import annotations

import argparse

from beadwork.actions.issues import reopen as action
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import tracker
from beadwork.console.console import Console
from beadwork.model.issues import record


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument("-r", "--reason", metavar="TEXT", help="why, for the commit message")


def run(console: Console, options: argparse.Namespace) -> None:
    with tracker(console) as here:
        done = here.change(lambda tx: action.reopen(tx, options.ids, reason=options.reason))
    console.result(
        [record.of(one.issue) for one in done],
        lambda: [
            f"{'Open already:' if one.was_open else 'Reopened'} {one.issue.id}: {one.issue.title}"
            for one in done
        ],
    )
