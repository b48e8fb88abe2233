"""Show what changed between two points in time: issue by issue, field by field.

    bd diff
    bd diff HEAD~3
    bd diff 2026-02-01 2026-03-01 --stat
    bd diff main my-branch --json

A and B are each a commit, HEAD~3, a branch, a tag or a date. Without A it is what changed since
yesterday began, or since the tracker did; without B it is compared with the newest commit. +, ~
and - mark new, changed and deleted issues.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from beadwork.actions.history import diff
from beadwork.actions.history.diff import Differences, Summary
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import changes as written
from beadwork.console.console import Console
from beadwork.model.history import changes
from beadwork.model.history.changes import Change

MARKS = {
    changes.CREATED: ("+", "green"),
    changes.CHANGED: ("~", "yellow"),
    changes.DELETED: ("-", "red"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "before", metavar="A", nargs="?", help="the first point in time (yesterday)"
    )
    parser.add_argument("after", metavar="B", nargs="?", help="the second one (HEAD)")
    parser.add_argument("--stat", action="store_true", help="only the numbers")
    parser.add_argument(
        "-p", "--patch", action="store_true", help="show the lines of long texts that changed"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.differences(options.before, options.after)
        over = tracker.profile.vocabulary.over
    if options.stat:
        numbers = diff.summary(found.changes, over)
        console.result(_stat(found, numbers), lambda: _stat_lines(found, numbers))
    else:
        console.result(
            [document(change) for change in found.changes],
            lambda: _lines(console, found, patch=options.patch),
        )
        if console.json:
            for line in _other_tables(found):
                console.note(line)
    if found.uncommitted:
        console.note("Uncommitted changes exist; they are not shown")


def document(change: Change) -> dict[str, Any]:
    """Return the change of one issue as JSON."""
    return {"id": change.id, "kind": change.kind, "title": change.title, **written.document(change)}


def _lines(console: Console, differences: Differences, *, patch: bool) -> Iterable[str]:
    widest = max((len(change.id) for change in differences.changes), default=0)
    for change in differences.changes:
        sign, colour = MARKS[change.kind]
        title = console.shorten(change.title, max(console.terminal.width - widest - 4, 8))
        yield (
            f"{console.style(sign, colour)} {console.style(change.id.ljust(widest), 'bold')}  "
            f"{title}"
        )
        if change.kind != changes.DELETED:
            yield from (f"    {line}" for line in written.lines(console, change, patch=patch))
    yield from _other_tables(differences)
    if not differences.changes and not differences.tables:
        yield "No differences"


def _other_tables(differences: Differences) -> list[str]:
    return [
        f"{table}: {count} row{' differs' if count == 1 else 's differ'}"
        for table, count in differences.tables.items()
    ]


def _stat(differences: Differences, numbers: Summary) -> dict[str, Any]:
    tables = {"tables": differences.tables} if differences.tables else {}
    return {"from": differences.before, "to": differences.after, **numbers._asdict(), **tables}


def _stat_lines(differences: Differences, numbers: Summary) -> Iterable[str]:
    yield (
        f"issues        {numbers.created} created, {numbers.changed} changed, {numbers.deleted} "
        f"deleted"
    )
    yield f"              {numbers.closed} closed"
    yield f"fields        {numbers.fields} changed"
    yield (
        f"dependencies  {numbers.dependencies_added} added, {numbers.dependencies_removed} removed"
    )
    yield f"comments      {numbers.comments_added} added, {numbers.comments_removed} removed"
    yield from (
        f"{line.partition(':')[0]:13} {line.partition(': ')[2]}"
        for line in _other_tables(differences)
    )
