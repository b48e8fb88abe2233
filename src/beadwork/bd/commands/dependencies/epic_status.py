"""Show how far the open epics are.

    bd epic status
    bd epic status --eligible-only
    bd epic status --json

An epic is eligible for closing if it has children, all of them are closed, and
no open work blocks it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from beadwork.bd.opening import open_tracker
from beadwork.console import columns
from beadwork.console.console import Console
from beadwork.model.issues import record
from beadwork.store.dependencies import epics
from beadwork.store.dependencies.epics import Progress
from beadwork.ui import signs


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--eligible-only", action="store_true", help="only those that can be closed"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        standings = tracker.ask(
            lambda reader: epics.progress(reader, tracker.opening.vocabulary.over)
        )
        found = [
            standing for standing in standings if standing.eligible or not options.eligible_only
        ]
    value = [
        {
            "epic": record.of(standing.epic),
            "total_children": standing.children,
            "closed_children": standing.closed,
            "eligible_for_close": standing.eligible,
        }
        for standing in found
    ]
    none = "No epic can be closed" if options.eligible_only else "No open epics"
    console.result(value, lambda: _lines(console, found) if found else [none])


def _lines(console: Console, found: Sequence[Progress]) -> Iterable[str]:
    counts = [f"{standing.closed}/{standing.children}" for standing in found]
    notes = [_note(standing) for standing in found]
    widest, broadest = max(len(standing.epic.id) for standing in found), max(map(len, counts))
    for standing, count, note in zip(found, counts, notes, strict=True):
        epic = standing.epic
        room = console.terminal.width - widest - broadest - len(note) - 8
        yield (
            f"{signs.sign(console, epic.status)} {console.style(epic.id.ljust(widest), 'bold')} "
            f"{signs.priority(console, epic.priority)} {count.rjust(broadest)} "
            f"{columns.shorten(epic.title, max(room, 20))}"
            f"{console.style(note, 'dim')}"
        )


def _note(standing: Progress) -> str:
    if standing.eligible:
        return " (can be closed)"
    return (
        f" <- {standing.blockers[0]}{' …' if standing.blockers[1:] else ''}"
        if standing.blockers
        else ""
    )
