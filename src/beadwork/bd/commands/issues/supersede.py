"""Close an issue because another takes its place, and link the two.

    bd supersede bd-old --with bd-new
    bd supersede bd-old --with bd-new --json

The first issue is closed, the other stays as it is; the edge reads "bd-new
supersedes bd-old", so it leaves the new one. Open children of the old one would
be left behind, so they stop it unless --force is given; what blocks it does
not.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue", help="the old one, to close")
    parser.add_argument("--with", dest="by", required=True, metavar="ID", help="the new one")
    parser.add_argument("-f", "--force", action="store_true", help="also while children are open")


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
