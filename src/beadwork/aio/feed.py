"""The feed of changes for tasks: it waits in a thread of its own, in short waits one after another,
so that a task which is cancelled is soon free.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import AsyncIterator
from functools import partial
from typing import TYPE_CHECKING

from beadwork.aio.cancelled import settled
from beadwork.model.settings_table import float_setting

if TYPE_CHECKING:
    from beadwork.aio.pool import Pool
    from beadwork.model.history.committed_change import CommittedChange
    from beadwork.tracker.change_feed import ChangeFeed

SLICE_SECONDS = float_setting("aio.feed-wait")


class AsyncChangeFeed:
    """The changes behind a cursor, as `ChangeFeed` has them. One task reads a feed.

    A read that is cancelled loses nothing: what it had got comes with the next one.
    """

    def __init__(self, pool: Pool, feed: ChangeFeed) -> None:
        self._pool = pool
        self._feed = feed
        self._ready: deque[CommittedChange] = deque()
        self.cursor = feed.cursor
        """Where the feed goes on, after the changes that it has given out."""

    async def __aiter__(self) -> AsyncIterator[CommittedChange]:
        while self._ready or await self._fill(self._feed._wait_seconds):
            yield self._given_out(self._ready.popleft())

    async def read(self, wait_seconds: float | None = 0.0) -> list[CommittedChange]:
        """Return the next changes, at most 100. Wait for the first of them at most so long, None
        for ever; return nothing when that time is over.

        Raises:
            CursorLost: the history of the branch was squashed or moved meanwhile.
        """
        if not self._ready:
            await self._fill(wait_seconds)
        found = list(self._ready)
        self._ready.clear()
        for change in found:
            self._given_out(change)
        return found

    def _given_out(self, change: CommittedChange) -> CommittedChange:
        self.cursor = change.cursor if self._ready else self._feed.cursor
        return change

    async def _fill(self, wait_seconds: float | None) -> bool:
        """Have changes ready, and tell whether there are any when the time is over."""
        end = math.inf if wait_seconds is None else time.monotonic() + wait_seconds
        while True:
            left = max(0.0, end - time.monotonic())
            await settled(self._pool.wait(partial(self._read, min(left, SLICE_SECONDS))), "changes")
            if self._ready:
                return True
            self.cursor = self._feed.cursor
            if left <= SLICE_SECONDS:
                return False

    def _read(self, seconds: float) -> None:
        self._ready.extend(self._feed.read(seconds))
