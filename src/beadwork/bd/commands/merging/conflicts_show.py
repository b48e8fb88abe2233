"""Show what is undecided about an issue: each value with where it is from, and how to decide.

    bd conflicts show bd-a3f
    bd conflicts show bd-a3f --json

An issue about which nothing is undecided is no error.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from beadwork.actions.merging import conflicts as action
from beadwork.actions.merging.conflicts import Undecided
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import tracker
from beadwork.bd.output.merging import conflicts
from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.hints import command


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id")


def run(console: Console, options: argparse.Namespace) -> None:
    with tracker(console) as here:
        found = here.ask(lambda reader: action.of(reader, [options.id]))
    console.result(
        [conflicts.document(one) for one in found],
        lambda: _lines(console, found) if found else f"Nothing is undecided about {options.id}",
    )


def _lines(console: Console, found: Sequence[Undecided]) -> Iterable[str]:
    yield f"{console.style(found[0].issue.id, 'bold')}  {found[0].issue.title}"
    for one in found:
        candidates = conflicts.in_order(one.candidates, one.current)
        values = [conflicts.shown(candidate.value) for candidate in candidates]
        wide = max(map(len, values))
        yield f"  {one.field}, now {conflicts.shown(one.current)}:"
        for candidate, value in zip(candidates, values, strict=True):
            origin = f"on {candidate.origin}, seen {rows.moment(candidate.recorded_at)}"
            yield f"    {value.ljust(wide)}  {origin}{conflicts.ours(candidate, one.current)}"
    yield "To decide:"
    for one in found:
        yield from (f"  {choice}" for choice in _choices(one))


def _choices(one: Undecided) -> Iterable[str]:
    words = ("bd", "conflicts", "resolve", one.issue.id, "--field", one.field, "--take")
    yield command(*words, "ours")
    if len(one.others) < 2:
        yield command(*words, "theirs")
        return
    for other in one.others:
        yield command(*words, "" if other.value is None else conflicts.shown(other.value))
