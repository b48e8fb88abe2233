"""Find issues whose parent or blocker is not in this tracker.

    bd orphans
    bd orphans --all --json

It also finds issues that are a child by name only, as `bd-7.1` of a missing `bd-7`. Orphans come
from an import of a part of a tracker, or from SQL. A missing parent or blocker holds nothing back.
`bd dep remove ISSUE MISSING` removes the reference.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.dependencies.dependency import PARENT_CHILD
from beadwork.store.dependencies.orphans import Orphan


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="include closed issues")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        everything = tracker.orphans()
        over = tracker.profile.vocabulary.over
    found = [orphan for orphan in everything if options.all or orphan.issue.status not in over]
    console.result(
        [_record(orphan) for orphan in found],
        lambda: _lines(console, found) if found else [_none(options.all)],
    )


def _none(everything: bool) -> str:
    return (
        "No orphans" if everything else "No orphans among open issues (--all for closed ones too)"
    )


def _record(orphan: Orphan) -> dict[str, Any]:
    return {
        "id": orphan.issue.id,
        "title": orphan.issue.title,
        "status": orphan.issue.status,
        "issue_type": orphan.issue.type,
        "missing": orphan.edge.depends_on_id,
        "type": orphan.edge.type,
        "reason": _reason(orphan),
    }


def _reason(orphan: Orphan) -> str:
    if orphan.by_name:
        return f"named as a part of {orphan.edge.depends_on_id}, which is not in this tracker"
    return f"{_word(orphan)} {orphan.edge.depends_on_id} is not in this tracker"


def _word(orphan: Orphan) -> str:
    return "parent" if orphan.edge.type == PARENT_CHILD else "blocker"


def _lines(console: Console, orphans: Sequence[Orphan]) -> Iterable[str]:
    lacks: dict[str, list[str]] = {}
    for orphan in orphans:
        lacks.setdefault(orphan.issue.id, []).append(
            f"no {_word(orphan)} {orphan.edge.depends_on_id}"
        )
    notes = {issue_id: f"- {', '.join(what)}" for issue_id, what in lacks.items()}
    return rows.lines(
        console, list({orphan.issue.id: orphan.issue for orphan in orphans}.values()), notes
    )
