"""Show the progress of the open epics.

    bd epic status
    bd epic status --eligible-only
    bd epic status --json

An epic can be closed if it has children, all of them are closed, and no open work blocks it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.store.dependencies.epics import EpicProgress
from beadwork.ui import signs


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--eligible-only", action="store_true", help="only epics that can be closed"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        every_progress = tracker.epics()
    found = [
        progress for progress in every_progress if progress.eligible or not options.eligible_only
    ]
    value = [
        {
            "epic": progress.epic.to_dict(),
            "total_children": progress.children,
            "closed_children": progress.closed,
            "eligible_for_close": progress.eligible,
        }
        for progress in found
    ]
    none = "No epic can be closed" if options.eligible_only else "No open epics"
    console.result(value, lambda: _lines(console, found) if found else [none])


def _lines(console: Console, epics: Sequence[EpicProgress]) -> Iterable[str]:
    counts = [f"{progress.closed}/{progress.children}" for progress in epics]
    notes = [_note(progress) for progress in epics]
    widest, broadest = max(len(progress.epic.id) for progress in epics), max(map(len, counts))
    for progress, count, note in zip(epics, counts, notes, strict=True):
        epic = progress.epic
        room = console.terminal.width - widest - broadest - len(note) - 8
        yield (
            f"{signs.sign(console, epic.status)} {console.style(epic.id.ljust(widest), 'bold')} "
            f"{signs.priority(console, epic.priority)} {count.rjust(broadest)} "
            f"{console.shorten(epic.title, max(room, 8))}"
            f"{console.style(note, 'dim')}"
        )


def _note(progress: EpicProgress) -> str:
    if progress.eligible:
        return " (can be closed)"
    return (
        f" <- {progress.blockers[0]}{' …' if progress.blockers[1:] else ''}"
        if progress.blockers
        else ""
    )
