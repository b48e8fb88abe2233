"""Let one issue wait for another, or refer to it.

    bd dep add bd-report bd-data                   the report waits for the data
    bd dep add bd-9qk bd-a3f -t discovered-from
    bd dep add bd-9qk external:jira:OPS-7 -t tracks
    bd dep add gt-a3f hq-7ks2d                     an issue of another rig, by its whole id

Refused: a circle, an issue on itself or on what it is a part of, and a second edge of another type
between the same two. The same edge again is no error. What waits for an issue of another rig is
blocked until that is over there; circles are looked for within one rig.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue", metavar="ISSUE", help="the one that waits")
    parser.add_argument("depends_on", metavar="DEPENDS_ON", help="what it waits for")
    parser.add_argument(
        "-t", "--type", default="blocks", metavar="TYPE", help="blocks, if not given"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        added = tracker.add_dependency(options.issue, options.depends_on, options.type)
    value = {
        "status": "added" if added.is_new else "unchanged",
        "issue_id": added.issue_id,
        "depends_on_id": added.depends_on_id,
        "type": added.type,
    }
    verb = "now depends on" if added.is_new else "depends already on"
    console.result(value, lambda: f"{added.issue_id} {verb} {added.depends_on_id} ({added.type})")
