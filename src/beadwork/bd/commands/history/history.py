"""Show every change of an issue, the newest first: who changed what, from what to what.

    bd history bd-a3f
    bd history bd-a3f -n 5
    bd history bd-a3f -p
    bd history bd-a3f --json

Deleted issues have a history, too. A dependency belongs to the history of both issues, a parent to
that of the child only. Changes on a branch are shown as they were made there. A merge is shown
where it decided something itself. After a merge the order is that of the commit graph, in which a
commit stands before its parents, whatever the clocks said. -p shows the changed lines of long
texts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from beadwork.actions.history.history import Entry, History
from beadwork.bd import uncommitted_note
from beadwork.bd.flags import limit_flag
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import changes, commit_hash
from beadwork.console.console import Console
from beadwork.model.history import commit_message
from beadwork.model.times.timestamps import format_timestamp


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id", help="an id, or a part of one that is unique")
    parser.add_argument(
        "-p", "--patch", action="store_true", help="show the lines of long texts that changed"
    )
    limit_flag.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    limit = limit_flag.read(console, options)
    with open_tracker(console) as tracker:
        found = tracker.history(options.id)
        waiting = uncommitted_note.number(console, tracker)
    shown = found.entries[:limit]
    console.result(
        [document(found, entry) for entry in shown],
        lambda: _lines(console, found, shown, patch=options.patch),
    )
    console.cut(len(shown), len(found.entries))
    uncommitted_note.note(console, waiting)


def document(history: History, entry: Entry) -> dict[str, Any]:
    """Return one change as JSON."""
    return {
        "commit": entry.commit.hash,
        "author": entry.commit.author,
        "email": entry.commit.email,
        "date": format_timestamp(entry.commit.date),
        "message": commit_message.split(entry.commit.message)[0],
        "issue_id": history.id,
        "kind": entry.change.kind,
        **changes.document(entry.change),
    }


def _lines(
    console: Console, history: History, entries: Sequence[Entry], *, patch: bool
) -> Iterable[str]:
    for commit, change in entries:
        yield commit_hash.headline(console, commit.hash, commit.date, commit.author)
        about = commit_message.about(commit.message, history.id)
        yield f"  {console.shorten(about, console.terminal.width - 2)}"
        yield from (f"    {line}" for line in changes.lines(console, change, patch=patch))
