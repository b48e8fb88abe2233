"""Resolve a conflict that a merge left open.

    bd conflicts resolve bd-a3f --field estimated_minutes --take theirs
    bd conflicts resolve bd-a3f --field estimated_minutes --take ours
    bd conflicts resolve bd-a3f --field estimated_minutes --take 90
    bd conflicts resolve bd-a3f --field estimated_minutes --take ""

`ours` is the value that the issue has now, `theirs` the other one. If there are several others,
name the value. Any value that `bd update` takes is accepted. An empty value clears the field.
"""

from __future__ import annotations

import argparse

from beadwork.actions.merging import conflicts as action
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.merging import conflict


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id")
    parser.add_argument("--field", metavar="F", required=True, help="the field")
    parser.add_argument(
        "--take", metavar="ours|theirs|VALUE", required=True, help="ours, theirs, or a value"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        profile = tracker.profile
        resolved = tracker.change(
            lambda tx: action.resolve(tx, options.id, options.field, options.take, profile)
        )
    console.result(
        resolved.issue.to_dict(),
        lambda: (
            f"Decided {resolved.issue.id}: {resolved.field} is "
            f"{conflict.shown_value(resolved.value)}"
        ),
    )
