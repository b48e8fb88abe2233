"""How long the event loop of a program stands still while many tasks read by `beadwork.aio`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import beadwork
from beadwork.aio import AsyncTracker
from bench.measure import Figure
from bench.places import Project, make

READS = 200
GOAL = 5.0
ROUNDS = 5

Read = Callable[[AsyncTracker, int], Coroutine[Any, Any, Any]]


def figures(base: Path) -> Iterator[Figure]:
    """Yield the longest time between two turns of the loop, for reads of two kinds."""
    project = make(base, "loop", 2_300)

    async def show(tracker: AsyncTracker, number: int) -> Any:
        return await tracker.show(project.ids[number])

    async def page(tracker: AsyncTracker, _: int) -> Any:
        return await tracker.ready(beadwork.Filter(limit=20))

    yield measured("show", project, show)
    yield measured("ready, 20 issues", project, page)


def measured(what: str, project: Project, read: Read) -> Figure:
    """Return the median, over some rounds, of the longest stall of the loop in ms; the note has
    that of a loop with nothing to do, which is the machine's.
    """
    idle = sorted(asyncio.run(_stall(project, _nothing)) for _ in range(ROUNDS))
    stalls = sorted(asyncio.run(_stall(project, read)) for _ in range(ROUNDS))
    median = stalls[ROUNDS // 2] * 1000
    return Figure(
        f"stall of the event loop, {READS} x {what} at once", median, GOAL, "ms",
        f"(the best {stalls[0] * 1000:.1f} ms; of an idle loop {idle[ROUNDS // 2] * 1000:.1f} ms)",
    )  # fmt: skip


async def _nothing(_: AsyncTracker, number: int) -> None:
    await asyncio.sleep(number / READS)


async def _stall(project: Project, read: Read) -> float:
    """Return the longest that a task which wants a turn every ms has waited beyond that, in
    seconds.
    """
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - begun - 0.001)

    async with beadwork.aio.open(project.directory) as tracker:
        await asyncio.gather(*(read(tracker, number) for number in range(8)))  # connects
        heart = asyncio.create_task(beat())
        await asyncio.sleep(0)
        await asyncio.gather(*(read(tracker, number) for number in range(READS)))
        heart.cancel()
    return longest
