"""Whose turn it is: a tracker has one connection, which answers one question at a time.

Every call waits for its turn, so threads may share a tracker. An open batch keeps the turn, and
belongs to the context and the thread that opened it: another thread waits for its end. What cannot
wait, such as another task of the same thread, is refused. A child process begins anew.
"""

from __future__ import annotations

import os
from _thread import allocate_lock, get_ident
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from beadwork import errors
from beadwork.dolt import program_log
from beadwork.model.settings_table import float_setting, int_setting

SECONDS = int_setting("write.longest-lock-timeout")
"""How long a thread waits for its turn."""

NOTED_SECONDS = float_setting("write.noted-wait")
"""A longer wait is logged."""

_ONE_EACH = "open a tracker of its own for each task: beadwork.open()"


class OpenBatch:
    """The identity of an open batch: the process and the thread that opened it."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.thread = get_ident()


_OPENED: ContextVar[tuple[OpenBatch, ...]] = ContextVar("beadwork_batches", default=())
"""The batches that are open in this context, of whatever tracker."""


class Turn:
    """The turns of one tracker. `forget` is called in a child process before its first turn."""

    def __init__(self, forget: Callable[[], object], seconds: float = SECONDS) -> None:
        self._forget = forget
        self._seconds = seconds
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._process = os.getpid()
        self._lock = allocate_lock()
        self._thread = 0
        """The thread whose call is under way; 0 where there is none, or a batch is open."""
        self._batch: OpenBatch | None = None

    @property
    def is_in_batch(self) -> bool:
        """True where this call is a part of the open batch.

        Raises:
            Usage: the batch of this context was opened by another process or another thread.
        """
        opened = _OPENED.get()
        if self._batch is None or self._batch not in opened:
            return False
        if self._batch.process != os.getpid():
            raise errors.Usage(
                "the batch belongs to the process that opened it, of which this one is a copy",
                hint=_ONE_EACH,
            )
        if self._batch.thread != get_ident():
            raise errors.Usage("the batch belongs to the thread that opened it", hint=_ONE_EACH)
        return True

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn and keep it for the block. A call within a call, or within the batch of
        its own context, has it already.

        Raises:
            Usage: another task of this thread has a batch open, or another process or thread has
                this one.
            LockTimeout: other threads kept the turn for too long.
        """
        me = get_ident()
        if self.is_in_batch:
            yield
            return
        self._leave_to_parent()
        if self._batch is None and self._thread == me:
            yield
            return
        self._take(me)
        self._thread = me
        try:
            yield
        finally:
            self._thread = 0
            self._lock.release()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Wait for the turn and keep it for the block, as a batch of this context and thread.

        Raises:
            Usage, LockTimeout: as `taken`; batches do not nest.
        """
        me = get_ident()
        if self.is_in_batch:
            raise errors.Usage("a batch is open already; batches do not nest")
        self._leave_to_parent()
        if self._thread == me:
            raise errors.Usage("a batch cannot be opened within a question")
        self._take(me)
        self._batch = opened = OpenBatch()
        _OPENED.set((*_OPENED.get(), opened))
        try:
            yield
        finally:
            _OPENED.set(tuple(other for other in _OPENED.get() if other is not opened))
            if opened.process == os.getpid():
                self._batch = None
                self._lock.release()

    def take_if_free(self) -> bool:
        """Take the turn where nobody has it, and tell whether it was taken. `give_back` ends it."""
        return self._lock.acquire(blocking=False)

    def give_back(self) -> None:
        """End the turn that `take_if_free` took."""
        self._lock.release()

    def _take(self, me: int) -> None:
        batch = self._batch
        if batch is not None and batch.thread == me:
            raise errors.Usage("another task has a batch open on this tracker", hint=_ONE_EACH)
        began = monotonic()
        is_taken = self._lock.acquire(timeout=self._seconds)
        waited = monotonic() - began
        if waited > NOTED_SECONDS:
            program_log.info(__name__, "waited %.1f s for the tracker of other threads", waited)
        if not is_taken:
            raise errors.LockTimeout(
                f"waited {self._seconds} s for other threads, which use the same tracker",
                hint=_ONE_EACH,
                seconds=self._seconds,
            )

    def _leave_to_parent(self) -> None:
        """In a child process, begin anew: whose turn it is in the parent is nothing to wait for."""
        if self._process != os.getpid():
            self._begin_anew()
            self._forget()
