"""Show the issues that wait for open work, directly or through an ancestor, and for which.

    bd blocked
    bd blocked --parent bd-a3f --json

An issue whose status is `blocked` is shown, too, whether or not an issue here blocks it: with
--json it has `blocked_by_status`.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags import as_of
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.dependencies import blockers
from beadwork.bd.output.search import lists, rows
from beadwork.console.console import Console
from beadwork.ui import filter_flags


def arguments(parser: argparse.ArgumentParser) -> None:
    filter_flags.add(parser)
    as_of.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    wanted = filter_flags.read(console, options)
    with open_tracker(console, options.as_of) as tracker:
        everything = tracker.blocked(wanted._replace(limit=None))
        found = everything[: wanted.limit]
        issues = [held.issue for held in found]
        if console.json:
            records = lists.records(tracker, issues)
            for entry, held in zip(records, found, strict=True):
                entry["blocked_by_count"] = len(held.blockers)
                entry["blocked_by"] = held.blockers
                if held.by_status:
                    entry["blocked_by_status"] = True
            console.document(records)
            return
        cells = lists.further_cells(console, tracker, issues)
    notes = {held.issue.id: blockers.note(held.blockers, held.issue.status) for held in found}
    console.lines(rows.lines(console, issues, notes, cells) if issues else ["Nothing is blocked"])
    console.cut(len(found), len(everything))
