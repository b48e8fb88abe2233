"""A few threads with a tracker each, for the calls of all tasks.

Calls wait in one queue, and the next thread that is free takes the first. A batch has a thread and
a tracker of its own, as its calls must follow one another in one thread. Whoever waits for changes
has a thread of its own, too: it uses the tracker only to look.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from beadwork import errors
from beadwork.aio.listeners import Listeners
from beadwork.model.settings_table import int_setting
from beadwork.tracker import Tracker

T = TypeVar("T")

FEEDS = int_setting("aio.feeds")


class Pool:
    """The threads and trackers behind one `AsyncTracker`.

    `first` is a tracker that is not connected yet, `another` makes the others alike, as of the
    commit that is given, or of none.
    """

    def __init__(self, first: Tracker, another: Callable[[], Tracker], size: int) -> None:
        self.size = size
        """How many calls run at the same time."""
        self._another = another
        self.listeners = Listeners()
        self.listeners.listen_to(first)
        self._free = [first]
        self._trackers = [first]
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._of_thread = threading.local()
        self._as_of = ""
        self.is_closed = False
        """Whether new calls are refused."""
        self._calls = ThreadPoolExecutor(size, "beadwork")
        self._batch = ThreadPoolExecutor(1, "beadwork-batch")
        self._waits = ThreadPoolExecutor(FEEDS, "beadwork-changes")

    def run(self, work: Callable[[Tracker], T]) -> Future[T]:
        """Let the next free thread do work with its tracker.

        Raises:
            Usage: the pool is of another process.
        """
        self._refuse_copy()
        return self._calls.submit(self._with_tracker, work)

    def run_in_batch(self, work: Callable[[Tracker], T]) -> Future[T]:
        """Let the thread of batches do work with its tracker: a batch that is open goes on while
        the pool is being closed.
        """
        self._refuse_copy()
        return self._batch.submit(self._with_tracker, work)

    def wait(self, work: Callable[[], T]) -> Future[T]:
        """Let a thread do what waits, and uses a tracker of the pool only now and then; raises as
        `refuse_closed`.
        """
        self.refuse_closed()
        return self._waits.submit(work)

    def turn_to(self, commit: str) -> None:
        """Let every tracker answer as of a commit, from its next call on."""
        self._as_of = commit

    def close(self) -> Future[None]:
        """Wait in a thread for the calls that were made, and close the trackers."""
        closing: Future[None] = Future()
        closing.set_running_or_notify_cancel()
        threading.Thread(target=self._close, args=(closing,), name="beadwork-close").start()
        return closing

    def _close(self, closing: Future[None]) -> None:
        try:
            for threads in (self._calls, self._batch, self._waits):
                threads.shutdown()
            for tracker in self._trackers:
                tracker.close()
        except BaseException as error:
            closing.set_exception(error)
            raise
        closing.set_result(None)

    def _with_tracker(self, work: Callable[[Tracker], T]) -> T:
        mine = self._of_thread
        if not hasattr(mine, "tracker"):
            mine.tracker, mine.as_of = self._one_more(), ""
        if mine.as_of != self._as_of:
            commit = self._as_of
            mine.tracker.turn_to(commit)
            mine.as_of = commit
        return work(mine.tracker)

    def _one_more(self) -> Tracker:
        with self._lock:
            if self._free:
                return self._free.pop()
        made = self._another()
        self.listeners.listen_to(made)
        with self._lock:
            self._trackers.append(made)
        return made

    def refuse_closed(self) -> None:
        """Raise Usage where the pool is closed, or of another process."""
        if self.is_closed:
            raise errors.Usage("the tracker is closed", hint="open another: beadwork.aio.open()")
        self._refuse_copy()

    def _refuse_copy(self) -> None:
        """Raise Usage in a child process: the threads are the parent's."""
        if self._process != os.getpid():
            raise errors.Usage(
                "the tracker belongs to the process that opened it, of which this one is a copy",
                hint="open a tracker in each process: beadwork.aio.open()",
            )
