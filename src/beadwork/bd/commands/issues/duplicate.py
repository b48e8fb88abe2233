"""Close an issue as a duplicate of another, and link the two.

    bd duplicate bd-9qk --of bd-a3f
    bd duplicate bd-9qk --of bd-a3f --json

The first issue is closed, the other stays as it is. The dependency reads "bd-9qk duplicates
bd-a3f". If the first issue has open children, it stays open unless --force is given. Open blockers
do not matter. An issue that is closed already keeps its reason.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue", help="the issue to close")
    parser.add_argument("--of", required=True, metavar="ID", help="the issue that stays")
    parser.add_argument("-f", "--force", action="store_true", help="close despite open children")
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        replaced = tracker.duplicate(options.issue, options.of, force=options.force)
    console.result(
        {"duplicate": replaced.issue.id, "canonical": replaced.successor.id, "status": "closed"},
        lambda: (
            f"Closed {replaced.issue.id} as a duplicate of {replaced.successor.id}: "
            f"{replaced.successor.title}"
        ),
    )
