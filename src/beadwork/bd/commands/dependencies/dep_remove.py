"""Let one issue no longer wait for another, or refer to it.

    bd dep remove bd-report bd-data
    bd dep remove bd-9qk bd-a3f -t discovered-from
    bd dep remove bd-9qk external:jira:OPS-7

Works whatever the type of the edge is; -t is needed only where several lead
from the one to the other. If the second issue is the parent of the first, the
first is a part of nothing afterwards.
"""

from __future__ import annotations

import argparse

from beadwork.actions.dependencies import remove
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue", metavar="ISSUE", help="the one that waits")
    parser.add_argument("depends_on", metavar="DEPENDS_ON", help="what it waits for")
    parser.add_argument("-t", "--type", metavar="TYPE", help="the edge of this type")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        edge = tracker.change(
            lambda tx: remove.remove(tx, options.issue, options.depends_on, options.type)
        )
    console.result(
        {"status": "removed", **edge._asdict()},
        lambda: f"{edge.issue_id} no longer depends on {edge.depends_on_id} ({edge.type})",
    )
