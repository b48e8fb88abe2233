"""Add a dependency: one issue waits for another, or refers to it.

    bd dep add bd-report bd-data                   the report waits for the data
    bd dep add bd-9qk bd-a3f -t discovered-from
    bd dep add bd-9qk external:jira:OPS-7 -t tracks
    bd dep add gt-a3f hq-7ks2d                     an issue of another rig, by its whole id

A dependency is refused if it closes a cycle, if it leads from an issue to itself or to one of its
ancestors, or if a dependency of another type joins the same two issues already. Adding the same
dependency again is no error. An issue that waits for an issue of another rig is blocked until that
issue is over. What is in no tracker (`external:…`, `hop://…`) is only named: it blocks nothing,
whatever the type. To wait for it, file an issue for it. Cycles are detected within one rig only.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue", metavar="ISSUE", help="the issue that waits")
    parser.add_argument("depends_on", metavar="DEPENDS_ON", help="the issue that it waits for")
    parser.add_argument(
        "-t", "--type", default="blocks", metavar="TYPE", help="type of the dependency (blocks)"
    )
    add_compare(parser)


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
