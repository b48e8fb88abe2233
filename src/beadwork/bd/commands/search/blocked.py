"""Show the issues that wait for open work, directly or through an ancestor, and for which.

    bd blocked
    bd blocked --parent bd-a3f --json

An issue whose status is `blocked` is shown, too, whether or not an issue here blocks it: with
--json it has `blocked_by_status`.
"""

from __future__ import annotations

import argparse
from typing import Any

from beadwork.bd.flags import as_of
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.dependencies import blockers
from beadwork.bd.output.search import lists
from beadwork.console.console import Console
from beadwork.tracker.types import BlockedIssue
from beadwork.ui import filter_flags

BESIDE = ("blocked_by_count", "blocked_by", "blocked_by_status")
"""What a row of --json has beside the issue."""


def arguments(parser: argparse.ArgumentParser) -> None:
    filter_flags.add(parser)
    as_of.add(parser)
    lists.add_fields(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    wanted = filter_flags.read(console, options)
    with open_tracker(console, options.as_of) as tracker:
        everything = tracker.blocked(wanted._replace(limit=None))
        found = everything[: wanted.limit]
        issues = [held.issue for held in found]
        notes = {held.issue.id: blockers.note(held.blockers, held.issue.status) for held in found}
        lists.show(
            console,
            tracker,
            issues,
            empty="Nothing is blocked",
            notes=notes,
            fields=options.fields,
            beside={held.issue.id: _blockers(held) for held in found},
            names_beside=BESIDE,
        )
    console.cut(len(found), len(everything))


def _blockers(held: BlockedIssue) -> dict[str, Any]:
    by_status = {"blocked_by_status": True} if held.by_status else {}
    return {"blocked_by_count": len(held.blockers), "blocked_by": held.blockers, **by_status}
