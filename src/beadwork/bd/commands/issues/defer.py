"""Defer issues to a date, or until `bd undefer`.

    bd defer bd-a3f
    bd defer bd-a3f bd-9qk --until "next monday"
    bd defer bd-a3f --until +2w --json

A deferred issue is not ready, and neither are its descendants. It becomes ready again on its date.
Without a date it waits for `bd undefer`.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.flag_values import date_of
from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import local_time


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument(
        "--until", metavar="DATE", help='+6h, 2w, tomorrow, "next monday", 2026-02-01'
    )
    parser.add_argument(
        "--force", action="store_true", help="defer what somebody else has in progress too"
    )
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    until = date_of(options.until)
    with open_tracker(console) as tracker:
        deferred = tracker.defer(*options.ids, until=until, force=options.force)
    console.result(
        [issue.to_dict() for issue in deferred], lambda: [_line(issue) for issue in deferred]
    )


def _line(issue: Issue) -> str:
    until = f" until {local_time(issue.defer_until)}" if issue.defer_until else ""
    return f"Deferred {issue.id}{until}: {issue.title}"
