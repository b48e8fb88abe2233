"""Close an issue because another one replaces it, and link the two.

    bd supersede bd-old --with bd-new
    bd supersede bd-old --with bd-new --json

The first issue is closed, the other stays as it is. The dependency reads "bd-new supersedes
bd-old", so it leads from the new issue. If the old issue has open children, it stays open unless
--force is given. Open blockers do not matter.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue", help="the old issue, to close")
    parser.add_argument("--with", dest="by", required=True, metavar="ID", help="the new issue")
    parser.add_argument("-f", "--force", action="store_true", help="close despite open children")
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        replaced = tracker.supersede(options.issue, options.by, force=options.force)
    console.result(
        {"superseded": replaced.issue.id, "replacement": replaced.successor.id, "status": "closed"},
        lambda: (
            f"Closed {replaced.issue.id}, superseded by {replaced.successor.id}: "
            f"{replaced.successor.title}"
        ),
    )
