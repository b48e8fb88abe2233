"""Restore a deleted or compacted issue from the last commit that had it.

    bd restore bd-a3f
    bd restore bd-a3f bd-9qk
    bd restore bd-a3f --view
    bd restore bd-a3f --as-of 2026-02-01

A deleted issue comes back with its comments, its dependencies, and the children that lost it as
their parent. Dependencies on issues that no longer exist are left out and reported. A compacted
issue gets its texts back. Later changes of its other fields stay, and texts that were edited since
are never overwritten. An issue that was compacted twice is restored in two steps. --view prints the
issue as it was and writes nothing. --as-of takes the issue from another commit, or from a date.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from beadwork.actions.history import recoverable
from beadwork.actions.history import restore as action
from beadwork.actions.history.recoverable import DELETED, Recoverable
from beadwork.actions.history.restore import Restored
from beadwork.bd.flags import as_of
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output import detail
from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.model.hints import command
from beadwork.tracker import InternalTracker


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument(
        "--view", action="store_true", help="print the issue as it was, and write nothing"
    )
    as_of.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.ask(
            lambda reader: recoverable.find(reader, options.ids, options.as_of, tracker.now)
        )
        if options.view:
            _view(console, tracker, found)
            return
        back = tracker.change(lambda tx: action.restore(tx, found), always_commit=True)
    console.result(document(back), lambda: _lines(console, back))


def _view(console: Console, tracker: InternalTracker, entries: Sequence[Recoverable]) -> None:
    details = []
    for entry in entries:
        tracker.turn_to(entry.commit)
        details += [(entry, shown) for shown in tracker.show(entry.id)]
    console.result(
        [
            {
                **shown.issue.to_dict(),
                "dependencies": [{"id": end.id, "type": end.type} for end in shown.dependencies],
                "dependents": [{"id": end.id, "type": end.type} for end in shown.dependents],
                "comments": [
                    {
                        "id": comment.id,
                        "author": comment.author,
                        "text": comment.text,
                        "created_at": comment.created_at,
                    }
                    for comment in shown.comments
                ],
                "was": entry.was,
                "commit": entry.commit,
            }
            for entry, shown in details
        ],
        lambda: [
            line
            for entry, shown in details
            for line in (_head(entry), *detail.lines(console, shown, {}))
        ],
    )


def _head(entry: Recoverable) -> str:
    return f"As it was before it was {entry.was}, at commit {entry.commit}:"


def document(back: Restored) -> dict[str, Any]:
    """Return what was restored as JSON."""
    return {
        "restored": [issue.to_dict() for issue in back.issues],
        "from": {entry.id: {"was": entry.was, "commit": entry.commit} for entry in back.found},
        "comments": back.comments,
        "dependencies": [edge.to_dict() for edge in back.edges],
        "children": [child for child, _ in back.children],
        "left_out": [
            {
                "issue_id": entry.edge.issue_id,
                "depends_on_id": entry.edge.depends_on_id,
                "type": entry.edge.type,
                "reason": entry.reason,
            }
            for entry in back.left
        ],
    }


def _lines(console: Console, back: Restored) -> Iterable[str]:
    yield console.style("Restored:", "green")
    yield from rows.lines(console, back.issues)
    if back.edges:
        yield "With these dependencies:"
        yield from (
            f"  {edge.issue_id} depends on {edge.depends_on_id} ({edge.type})"
            for edge in back.edges
        )
    if back.comments:
        yield f"With {counted(back.comments, 'comment')}"
    own = [
        (issue.id, issue.parent)
        for issue in back.issues
        if issue.parent and back.was(issue.id) == DELETED
    ]
    yield from (f"{child} is a child of {parent} again" for child, parent in (*own, *back.children))
    for issue in back.issues:
        if issue.compaction_level:
            yield f"{issue.id} is compacted still; to see what it said before:"
            yield f"  {command('bd', 'restore', issue.id, '--view')}"
    for entry in back.left:
        yield (
            f"Left out: {entry.edge.issue_id} depends on {entry.edge.depends_on_id} "
            f"({entry.edge.type}): {entry.reason}"
        )
    yield from dict.fromkeys(f"From commit {entry.commit}" for entry in back.found)
