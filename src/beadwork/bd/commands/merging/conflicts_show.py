"""Show the conflicts of an issue: each value with its origin, and how to resolve them.

    bd conflicts show bd-a3f
    bd conflicts show bd-a3f --json

An issue without conflicts is no error.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from beadwork.actions.merging.conflicts import Undecided
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.merging import conflicts
from beadwork.console.console import Console
from beadwork.model.hints import command
from beadwork.model.merging import conflict
from beadwork.model.times.timestamps import local_time


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.conflicts(options.id)
    console.result(
        [conflicts.document(undecided) for undecided in found],
        lambda: _lines(console, found) if found else f"Nothing is undecided about {options.id}",
    )


def _lines(console: Console, undecided_fields: Sequence[Undecided]) -> Iterable[str]:
    issue = undecided_fields[0].issue
    yield f"{console.style(issue.id, 'bold')}  {issue.title}"
    for undecided in undecided_fields:
        candidates = conflict.in_order(undecided.candidates, undecided.current)
        values = [conflict.shown_value(candidate.value) for candidate in candidates]
        wide = max(map(len, values))
        yield f"  {undecided.field}, now {conflict.shown_value(undecided.current)}:"
        for candidate, value in zip(candidates, values, strict=True):
            origin = f"on {candidate.origin}, seen {local_time(candidate.recorded_at)}"
            yield f"    {value.ljust(wide)}  {origin}{conflicts.ours(candidate, undecided.current)}"
    yield "To decide:"
    for undecided in undecided_fields:
        yield from (f"  {choice}" for choice in _choices(undecided))


def _choices(undecided: Undecided) -> Iterable[str]:
    words = ("bd", "conflicts", "resolve", undecided.issue.id, "--field", undecided.field, "--take")
    yield command(*words, "ours")
    if len(undecided.others) < 2:
        yield command(*words, "theirs")
        return
    for other in undecided.others:
        yield command(*words, "" if other.value is None else conflict.shown_value(other.value))
