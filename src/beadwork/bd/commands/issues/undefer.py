"""Take deferred issues up again: each is open, without a date.

    bd undefer bd-a3f
    bd undefer bd-a3f bd-9qk --json

An issue that is not deferred stays as it is.
"""

from __future__ import annotations

import argparse

from beadwork.actions.issues import undefer as action
from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        undeferred = tracker.change(lambda tx: action.undefer(tx, options.ids))
    console.result(
        [result.issue.to_dict() for result in undeferred],
        lambda: [
            f"{'Undeferred' if result.was_deferred else 'Was not deferred:'} {result.issue.id}: "
            f"{result.issue.title}"
            for result in undeferred
        ],
    )
