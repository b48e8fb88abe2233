"""List the conflicts: fields that both sides of a merge changed, and that no rule decides.

    bd conflicts
    bd conflicts list
    bd conflicts list --json

The issue keeps the value of this side, and no work waits for the decision. `bd conflicts resolve`
decides a conflict, and so does `bd update` of the field.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from beadwork.actions.merging.conflicts import Undecided
from beadwork.bd.flags import as_of
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.merging import conflicts
from beadwork.console import columns
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    as_of.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console, options.as_of) as tracker:
        found = tracker.conflicts()
    console.result(
        [conflicts.document(undecided) for undecided in found],
        lambda: _lines(console, found) if found else "Nothing is undecided",
    )


def _lines(console: Console, undecided_fields: Sequence[Undecided]) -> Iterable[str]:
    ids = max(len(undecided.issue.id) for undecided in undecided_fields)
    for undecided in undecided_fields:
        (sentence,) = conflicts.sentences(undecided.issue, undecided.candidates)
        room = console.terminal.width - ids - 4 - columns.width(sentence)
        title = console.shorten(undecided.issue.title, room) if room >= 10 else ""
        yield (
            f"{console.style(undecided.issue.id.ljust(ids), 'bold')}  {sentence}  "
            f"{console.style(title, 'dim')}"
        ).rstrip()
