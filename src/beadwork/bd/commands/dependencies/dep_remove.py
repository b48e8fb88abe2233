"""Remove a dependency between two issues.

    bd dep remove bd-report bd-data
    bd dep remove bd-9qk bd-a3f -t discovered-from
    bd dep remove bd-9qk external:jira:OPS-7

The type of the dependency does not matter. -t is needed only if several dependencies lead from the
first issue to the second. If the second issue is the parent of the first, the first has no parent
afterwards.
"""

from __future__ import annotations

import argparse

from beadwork.actions.dependencies import remove
from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue", metavar="ISSUE", help="the issue that waits")
    parser.add_argument("depends_on", metavar="DEPENDS_ON", help="the issue that it waits for")
    parser.add_argument("-t", "--type", metavar="TYPE", help="only the dependency of this type")
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        edge = tracker.change(
            lambda tx: remove.remove(tx, options.issue, options.depends_on, options.type)
        )
    console.result(
        {"status": "removed", **edge._asdict()},
        lambda: f"{edge.issue_id} no longer depends on {edge.depends_on_id} ({edge.type})",
    )
