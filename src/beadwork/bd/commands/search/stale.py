"""List unfinished issues that nobody has touched for a while, the longest untouched first.

    bd stale
    bd stale --days 90
    bd stale --days 7 -s in_progress --json

A change of the issue and a comment on it both count. Closed and pinned issues and machinery are
left out as in `bd list`, unless a filter asks for them.
"""

from __future__ import annotations

import argparse

from beadwork import errors
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import lists as output
from beadwork.console.console import Console
from beadwork.model.times.timestamps import ago
from beadwork.ui import filter_flags

LONGEST = 36_500


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--days", type=int, default=30, metavar="N", help="for at least N days (30)"
    )
    filter_flags.add(parser)
    output.add_fields(parser)
    parser.set_defaults(sort=None)


def run(console: Console, options: argparse.Namespace) -> None:
    if not 0 <= options.days <= LONGEST:
        raise errors.Usage(f"not a number of days: {options.days}", hint=f"0 to {LONGEST}")
    if options.sort is None:
        options.sort, options.reverse = "updated", not options.reverse
    wanted = filter_flags.read(console, options)
    with open_tracker(console) as tracker:
        page = tracker.stale(options.days, wanted)
        since = {issue.id: ago(issue.updated_at, tracker.now) for issue in page.issues}
        empty = f"Nothing is untouched for {options.days} days"
        output.show(console, tracker, page.issues, empty=empty, notes=since, fields=options.fields)
    console.cut(len(page.issues), page.total)
