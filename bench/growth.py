"""What 500 branches that are open at once cost a worker on one of them."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from beadwork.tracker import InternalTracker
from bench.measure import BD, RUNS, Figure, wall
from bench.places import Project, make

BRANCHES = 500
GOAL = 1.3
WORKER = "worker-0"
TURNS = 5
"""How many calls by the API there are for each process."""


def figures(base: Path) -> Iterator[Figure]:
    """Yield the time of a create and of a ready there, in units of that where there is one branch,
    the two measured in turns.
    """
    many, few = make(base, "branches", 0), make(base, "one_branch", 0)
    _open(few, 1)
    _open(many, BRANCHES)
    what = f"with {BRANCHES} branches open against 1"
    with many.tracker(WORKER) as there, few.tracker(WORKER) as here:
        for name, call in (("create", _create), ("ready", _ready)):
            value = _ratio(lambda: call(there), lambda: call(here), RUNS * TURNS)  # noqa: B023
            yield Figure(f"{name} by the API, {what}", value, GOAL, "x")
    os.environ["BD_BRANCH"] = WORKER
    try:
        for words in (("create", "One more"), ("ready",)):
            value = _ratio(
                lambda: wall((BD, *words), many.directory),  # noqa: B023
                lambda: wall((BD, *words), few.directory),  # noqa: B023
                RUNS,
            )
            yield Figure(f"bd {words[0]}, {what}", value, GOAL, "x")
    finally:
        del os.environ["BD_BRANCH"]


def _open(project: Project, number: int) -> None:
    """Make branches, each with an issue of its own."""
    names = [f"worker-{n}" for n in range(number)]
    with project.tracker() as tracker:
        for name in names:
            tracker.create_branch(name)
    for name in names:
        with project.tracker(name) as tracker:
            tracker.create(name)


def _create(tracker: InternalTracker) -> None:
    tracker.create("One more")


def _ready(tracker: InternalTracker) -> None:
    tracker.ready()


def _ratio(there: Callable[[], object], here: Callable[[], object], runs: int) -> float:
    """Return the median time of one call in units of that of the other."""
    times: tuple[list[float], list[float]] = ([], [])
    for call in (there, here):
        call()
    for _ in range(runs):
        for call, found in zip((there, here), times, strict=True):
            begun = time.perf_counter()
            call()
            found.append(time.perf_counter() - begun)
    return statistics.median(times[0]) / statistics.median(times[1])
