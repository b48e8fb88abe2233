"""Find issues whose parent or blocker is not in this tracker.

    bd orphans
    bd orphans --all --json

Also those that are only named as a part of what is not there, as `bd-7.1` of
`bd-7`. They come in by an import of a part of a tracker, or by SQL. A parent
that is not there holds nothing back, and neither does such a blocker. `bd dep
remove ISSUE MISSING` takes a reference away.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from beadwork.bd.opening import tracker
from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.dependencies.dependency import PARENT_CHILD
from beadwork.store.dependencies import orphans
from beadwork.store.dependencies.orphans import Orphan


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="closed issues too")


def run(console: Console, options: argparse.Namespace) -> None:
    with tracker(console) as here:
        everything = here.ask(orphans.find)
        over = here.opening.vocabulary.over
    found = [one for one in everything if options.all or one.issue.status not in over]
    console.result(
        [_record(one) for one in found],
        lambda: _lines(console, found) if found else [_none(options.all)],
    )


def _none(everything: bool) -> str:
    return (
        "No orphans" if everything else "No orphans among open issues (--all for closed ones too)"
    )


def _record(one: Orphan) -> dict[str, Any]:
    return {
        "id": one.issue.id,
        "title": one.issue.title,
        "status": one.issue.status,
        "issue_type": one.issue.type,
        "missing": one.edge.depends_on_id,
        "type": one.edge.type,
        "reason": _reason(one),
    }


def _reason(one: Orphan) -> str:
    if one.by_name:
        return f"named as a part of {one.edge.depends_on_id}, which is not in this tracker"
    return f"{_word(one)} {one.edge.depends_on_id} is not in this tracker"


def _word(one: Orphan) -> str:
    return "parent" if one.edge.type == PARENT_CHILD else "blocker"


def _lines(console: Console, found: Sequence[Orphan]) -> Iterable[str]:
    lacks: dict[str, list[str]] = {}
    for one in found:
        lacks.setdefault(one.issue.id, []).append(f"no {_word(one)} {one.edge.depends_on_id}")
    notes = {issue_id: f"- {', '.join(what)}" for issue_id, what in lacks.items()}
    return rows.lines(console, list({one.issue.id: one.issue for one in found}.values()), notes)
