"""What a program asks of the library at scale: all issues one by one, and many new ones at once."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from beadwork.actions.exchange import import_issues
from beadwork.model.exchange import import_file
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from bench.measure import Figure
from bench.places import make

ISSUES, DRAFTS, TURNS = 50_000, 2_000, 5
EVERYTHING = Filter(everything=True, sort="id")


def figures(base: Path) -> Iterator[Figure]:
    """Yield the rows of the table."""
    yield iterating(base)
    yield creating(base)


def iterating(base: Path) -> Figure:
    """Return the time of a walk over all issues in units of a list of them, in turns."""
    with make(base, "walked", ISSUES).tracker() as tracker:
        walks, lists = [], []
        for _ in range(TURNS):
            walks.append(seconds(lambda: sum(1 for _ in tracker.iterate(EVERYTHING))))
            lists.append(seconds(lambda: tracker.list(EVERYTHING)))
    walk, listed = statistics.median(walks), statistics.median(lists)
    return Figure(
        f"iterate over {ISSUES:,} issues", walk / listed, 1.3, "x", f"of list ({walk:.2f} s)"
    )


def creating(base: Path) -> Figure:
    """Return the time of a new issue of `create_many` in units of one of an import, in turns: both
    with a parent and an edge for nine in ten.
    """
    with make(base, "drafted", 10_000).tracker() as tracker:
        many, imports = [], []
        for turn in range(TURNS):
            many.append(seconds(lambda: tracker.create_many(drafts())))
            imports.append(seconds(partial(imported, tracker, as_export(turn))))
    made, taken = statistics.median(many), statistics.median(imports)
    return Figure(
        f"create_many of {DRAFTS:,}, for each issue", made / taken, 2, "x",
        f"of an import ({made:.2f} s)",
    )  # fmt: skip


def drafts() -> Iterator[dict[str, object]]:
    """Yield epics with nine children each, of which each waits for the one before it."""
    for number in range(DRAFTS):
        place = number % 10
        draft: dict[str, object] = {"title": f"Draft {number}", "ref": str(number)}
        draft["description"] = "What is to be done, in a few words. " * 5
        if place:
            draft["parent"] = f"${number - place}"
        if place > 1:
            draft["dependencies"] = [f"${number - 1}"]
        yield draft


def as_export(turn: int) -> bytes:
    """Return the same issues as an export has them."""
    rows = []
    for number, draft in enumerate(drafts()):
        issue_id, place = f"syn-turn{turn}n{number}", number % 10
        row = {"id": issue_id, "title": draft["title"], "description": draft["description"]}
        ends = [(number - place, "parent-child")] * (place > 0) + [(number - 1, "blocks")] * (
            place > 1
        )
        row["dependencies"] = [
            {"issue_id": issue_id, "depends_on_id": f"syn-turn{turn}n{end}", "type": kind}
            for end, kind in ends
        ]
        rows.append(json.dumps(row))
    return "\n".join(rows).encode()


def imported(tracker: InternalTracker, export: bytes) -> None:
    """Import an export, as `bd import` does."""
    source = import_file.read(export, datetime.now(UTC).replace(tzinfo=None))
    profile = tracker.profile
    report = tracker.change(
        lambda tx: import_issues.import_rows(tx, source, profile, "export.jsonl")
    )
    if report.created != DRAFTS:
        raise RuntimeError(f"{report.created} of {DRAFTS} issues were imported")


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
