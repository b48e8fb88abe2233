"""List what an issue depends on, or what depends on it, each with its type.

    bd dep list bd-a3f
    bd dep list bd-a3f --direction up
    bd dep list bd-a3f --direction both -t blocks --json

`--direction down`, the default, lists what the issue depends on, its parent included. `up` lists
what depends on the issue, its children included.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from beadwork.actions.issues.show import DependencyEnd, Detail
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.dependencies.dependency import check_type, where
from beadwork.ui import signs

Row = tuple[str, DependencyEnd]
"""`down` or `up`, and the other end."""


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue")
    parser.add_argument(
        "--direction",
        choices=("down", "up", "both"),
        default="down",
        metavar="WAY",
        help="down, up or both",
    )
    parser.add_argument("-t", "--type", metavar="TYPE", help="only dependencies of this type")


def run(console: Console, options: argparse.Namespace) -> None:
    kind = check_type(options.type) if options.type else None
    with open_tracker(console) as tracker:
        (detail,) = tracker.show(options.issue)
    found = [row for row in _rows(detail, options.direction) if kind is None or row[1].type == kind]
    console.result(
        [_record(detail.issue.id, *row) for row in found],
        lambda: (
            _lines(console, found) if found else [_none(detail.issue.id, options.direction, kind)]
        ),
    )


def _none(issue_id: str, direction: str, kind: str | None) -> str:
    how = f" ({kind})" if kind else ""
    if direction == "both":
        return f"{issue_id} has no dependencies in either direction{how}"
    return (
        f"{issue_id} depends on nothing{how}"
        if direction == "down"
        else f"Nothing depends on {issue_id}{how}"
    )


def _rows(detail: Detail, direction: str) -> Iterable[Row]:
    if direction != "up":
        yield from (("down", end) for end in detail.dependencies)
    if direction != "down":
        yield from (("up", end) for end in detail.dependents)


def _record(issue_id: str, way: str, end: DependencyEnd) -> dict[str, Any]:
    other = end.to_dict() if end.issue else {"id": end.id, "missing": True}
    ends = (issue_id, end.id) if way == "down" else (end.id, issue_id)
    return {
        **other,
        "issue_id": ends[0],
        "depends_on_id": ends[1],
        "type": end.type,
        "direction": way,
    }


def _lines(console: Console, edges: list[Row]) -> Iterable[str]:
    words = [end.type if way == "down" else f"<- {end.type}" for way, end in edges]
    widest, longest = max(map(len, words)), max(len(end.id) for _, end in edges)
    for word, (_, end) in zip(words, edges, strict=True):
        left = f"{word.ljust(widest)}  "
        if end.issue is None:
            yield (f"{left}· {end.id.ljust(longest)} ({where(end.id, end.type)})")
            continue
        room = console.terminal.width - len(left) - longest - 3
        yield (
            f"{left}{signs.sign(console, end.issue.status)} "
            f"{console.style(end.id.ljust(longest), 'bold')} "
            f"{console.shorten(end.issue.title, max(room, 8))}"
        )
