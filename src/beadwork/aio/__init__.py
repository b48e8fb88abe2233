"""The tracker for asyncio: the methods of `Tracker`, each to be awaited.

    async with beadwork.aio.open() as tracker:
        issue = await tracker.create("Fix the report")

A call that is cancelled ends before its work or after it, never in between: one that has not begun
never begins, and one that has begun is waited for. The `CancelledError` says which, in a note and
by `outcome(error)`.
"""

from __future__ import annotations

import os
from functools import partial

from beadwork import tracker
from beadwork.aio.async_tracker import AsyncTracker
from beadwork.aio.cancelled import Ending, Outcome, outcome
from beadwork.aio.feed import AsyncChangeFeed
from beadwork.aio.pool import Pool
from beadwork.errors import Usage
from beadwork.model.settings_table import int_setting
from beadwork.tracker.argument_checks import number, text

__all__ = ["AsyncChangeFeed", "AsyncTracker", "Ending", "Outcome", "open", "outcome"]

TRACKERS = int_setting("aio.trackers")


def open(
    directory: str | os.PathLike[str] = ".",
    *,
    actor: str = "",
    branch: str | None = None,
    readonly: bool = False,
    as_of: str = "",
    idle_seconds: float = 30.0,
    trackers: int = TRACKERS,
) -> AsyncTracker:
    """Return the tracker of the workspace that governs `directory`, for the tasks of one event
    loop. Nothing is connected before the first call.

    At most `trackers` calls run at the same time, each in a thread with a connection; the others
    wait for their turn. Everything else is as `beadwork.open` has it, but that `as_of` is looked up
    by the first call.

    Raises:
        TypeError, Usage, NoWorkspace, BadWorkspace, Invalid: as `beadwork.open`.
    """
    if isinstance(directory, os.PathLike):
        directory = os.fspath(directory)
    place = os.path.abspath(text("directory", directory))  # whatever the directory is later
    another = partial(
        tracker.open, place, actor=actor, branch=branch, readonly=readonly,
        idle_seconds=idle_seconds,
    )  # fmt: skip
    as_of, first = text("as_of", as_of), another()
    words = repr(first).removeprefix("<beadwork.").removesuffix(">")
    pool = Pool(first, another, _size(trackers))
    return AsyncTracker(pool, f"Async{words}", as_of)


def _size(trackers: int) -> int:
    if number("trackers", trackers) < 1:
        raise Usage(f"trackers cannot be {trackers}", hint="1 or more")
    return trackers
