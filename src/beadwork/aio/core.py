"""What all methods of an `AsyncTracker` share: the pool, batches, and the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

from beadwork import errors
from beadwork.aio.batch import Batches
from beadwork.aio.cancelled import Ending, Outcome, ended, settled, tell
from beadwork.aio.pool import Pool
from beadwork.model.settings_table import float_setting, int_setting

if TYPE_CHECKING:
    from beadwork.dolt.versions.revisions import Revision
    from beadwork.tracker import Tracker

T = TypeVar("T")

MOST_ITEMS = int_setting("aio.most-items")
PULL_SECONDS = float_setting("aio.pull-time")
_END: Any = object()


class AsyncCore:
    """One workspace, open for the tasks of one event loop."""

    def __init__(self, pool: Pool, words: str, as_of: str) -> None:
        self._pool = pool
        self._words = words
        self._batches = Batches(pool)
        self._as_of = as_of
        self._turning = asyncio.Lock()
        # The threads get no more than they can do at once: to wake them costs the loop time.
        self._slots = asyncio.Semaphore(pool.size)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"<beadwork.aio.{self._words}{', closed' if self._pool.is_closed else ''}>"

    @property
    def on_warning(self) -> Callable[[str], object] | None:
        """What takes, in the event loop, the warnings of a write that was made; None: nothing."""
        return self._pool.listeners.on_warning

    @on_warning.setter
    def on_warning(self, listener: Callable[[str], object] | None) -> None:
        self._pool.listeners.on_warning = listener

    @property
    def on_change(self) -> Callable[[], object] | None:
        """What is called, in the event loop, after each write that was made; None: nothing."""
        return self._pool.listeners.on_change

    @on_change.setter
    def on_change(self, listener: Callable[[], object] | None) -> None:
        self._pool.listeners.on_change = listener

    async def close(self) -> None:
        """Wait for the batch and the calls that are under way, and close the connections. Every
        later call is refused with `Usage`.

        Raises:
            Usage: the batch of this task is open.
        """
        if self._batches.is_mine:
            raise errors.Usage("the tracker cannot be closed within a batch")
        is_first, self._pool.is_closed = not self._pool.is_closed, True
        ending = asyncio.ensure_future(self._end(self._pool.size if is_first else 0))
        try:
            await asyncio.shield(ending)
        except asyncio.CancelledError:
            await ended(ending)
            raise

    async def _end(self, slots: int) -> None:
        await self._batches.drained()
        for _ in range(slots):  # those who wait for one are served before
            await self._slots.acquire()
        await settled(self._pool.close(), "close")

    @asynccontextmanager
    async def batch(self, message: str = "") -> AsyncIterator[Self]:
        """Make everything in the block one transaction and one commit. An exception leaves nothing
        behind.

        The block holds the writer lock of the branch, so keep it short. The batch belongs to the
        task that opened it; the batches of one tracker follow one another.

        Raises:
            Usage: a batch is open in this task, or in the one that made it.
            LockTimeout: another writer took too long.
        """
        self._pool.refuse_closed()
        self._pool.listeners.are_in_this_loop()
        async with self._batches.begun(message):
            yield self

    async def turn_to(self, ref: str) -> Revision:
        """Answer every question from now on as of `ref`, as `Tracker.turn_to`."""
        found = await self._call("turn_to", lambda tracker: tracker.turn_to(ref))
        self._pool.turn_to(found.commit)
        return found

    async def _call(self, name: str, work: Callable[[Tracker], T]) -> T:
        """Run work in a thread, or in the thread of this task's batch.

        Raises:
            CancelledError: with the outcome.
            BaseException: what the work raised.
        """
        self._pool.listeners.are_in_this_loop()
        if self._batches.is_mine:
            return await settled(self._pool.run_in_batch(work), name)
        self._pool.refuse_closed()
        try:
            await self._slots.acquire()
        except asyncio.CancelledError as error:
            tell(error, Outcome(name, Ending.NOT_BEGUN))
            raise
        try:
            if self._as_of:
                await self._turn_at_first()
            return await settled(self._pool.run(work), name)
        finally:
            self._slots.release()

    async def _turn_at_first(self) -> None:
        """Turn to what `as_of` names, once for all trackers: a date is another commit later."""
        async with self._turning:
            ref = self._as_of
            if ref:
                found = await settled(self._pool.run(lambda one: one.turn_to(ref)), "turn_to")
                self._pool.turn_to(found.commit)
                self._as_of = ""

    async def _each(
        self, name: str, iterator: Callable[[Tracker], Iterator[T]]
    ) -> AsyncIterator[T]:
        """Yield what an iterator of a tracker yields, pulled in a thread, a few items at a time."""
        pulled = await self._call(name, iterator)
        items: list[Any] = []
        while not items or items[-1] is not _END:
            items = []
            failure: errors.BeadworkError | None = None
            try:
                await self._call(name, partial(_pull, pulled, items))
            except errors.BeadworkError as error:
                failure = error
            try:
                for item in items:
                    if item is not _END:
                        yield item
                if failure is not None:  # behind what came before it
                    raise failure
            finally:
                del failure  # whose frames are these


def _pull(iterator: Iterator[Any], items: list[Any], _: Tracker) -> list[Any]:
    """Add the next items to a list, as many as come in a moment, and `_END` behind the last."""
    end = time.monotonic() + PULL_SECONDS
    for item in iterator:
        items.append(item)
        if len(items) == MOST_ITEMS or time.monotonic() >= end:
            return items
    items.append(_END)
    return items
