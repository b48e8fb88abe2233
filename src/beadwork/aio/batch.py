"""Batches of tasks: a batch belongs to the task that opened it, and no call of another task is a
part of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, asynccontextmanager
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING, Any

from beadwork import errors
from beadwork.aio.cancelled import Ending, Outcome, ended, settled, tell

if TYPE_CHECKING:
    from beadwork.aio.pool import Pool
    from beadwork.tracker import Tracker

_OPENED: ContextVar[tuple[Batches, ...]] = ContextVar("beadwork_aio_batches", default=())
"""The trackers with a batch that is open in this context; a task that is made in it inherits it."""


class Batches:
    """The batches of one `AsyncTracker`, one after the other."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._one_at_a_time = asyncio.Lock()
        self._task: asyncio.Task[Any] | None = None

    @property
    def is_mine(self) -> bool:
        """True where this task's batch is open.

        Raises:
            Usage: this task was made within the batch of another task.
        """
        if self._task is None or self not in _OPENED.get():
            return False
        if self._task is not asyncio.current_task():
            raise errors.Usage(
                "the batch belongs to the task that opened it",
                hint="await the calls of the batch in that task (asyncio.timeout makes no other)",
            )
        return True

    @asynccontextmanager
    async def begun(self, message: str) -> AsyncIterator[None]:
        """Make the calls of the block one commit; errors and endings as `Tracker.batch`.

        Raises:
            Usage: a batch of this task is open, or of the task that made it.
            CancelledError: with the outcome of the batch.
        """
        if self.is_mine:
            raise errors.Usage("a batch is open already; batches do not nest")
        async with self._one_at_a_time:
            opened = await self._enter(message)
            self._task = asyncio.current_task()
            _OPENED.set((*_OPENED.get(), self))
            try:
                yield
            except BaseException as error:
                await self._roll_back(opened, error)
                raise
            else:
                await self._commit(opened)
            finally:
                _OPENED.set(tuple(other for other in _OPENED.get() if other is not self))
                self._task = None

    async def drained(self) -> None:
        """Return when no batch is open."""
        async with self._one_at_a_time:
            return

    async def _enter(self, message: str) -> AbstractContextManager[Tracker]:
        future = self._pool.run_in_batch(partial(_entered, message=message))
        try:
            return await settled(future, "batch")
        except asyncio.CancelledError as error:
            if not future.cancelled() and future.exception() is None:
                await self._roll_back(future.result(), error)
            raise

    async def _commit(self, opened: AbstractContextManager[Tracker]) -> None:
        future = self._exit(opened, None)
        try:
            await settled(future, "batch")
        except asyncio.CancelledError as error:
            if future.cancelled():  # the commit has not begun, and now never does
                await self._roll_back(opened, error)
            raise

    async def _roll_back(
        self, opened: AbstractContextManager[Tracker], error: BaseException
    ) -> None:
        """End the batch with an error, which then says so where it is a cancellation. Another
        cancellation meanwhile changes nothing.
        """
        failure = await ended(asyncio.wrap_future(self._exit(opened, error)))
        if failure is not None and failure is not error:
            raise failure
        if isinstance(error, asyncio.CancelledError):
            tell(error, Outcome("batch", Ending.ROLLED_BACK))

    def _exit(
        self, opened: AbstractContextManager[Tracker], error: BaseException | None
    ) -> Future[Any]:
        kind = type(error) if error is not None else None
        trace = error.__traceback__ if error is not None else None
        return self._pool.run_in_batch(lambda _: opened.__exit__(kind, error, trace))


def _entered(tracker: Tracker, message: str) -> AbstractContextManager[Tracker]:
    batch = tracker.batch(message)
    batch.__enter__()
    return batch
