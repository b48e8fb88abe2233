"""The daemon's jobs, each in a thread and on a schedule of its own, so that a slow one delays no
other.

A job that takes longer than its limit cannot be stopped from outside (what it calls has time limits
of its own); it is named by `overdue` until it is done, and not begun a second time meanwhile.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from typing import NamedTuple

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.errors import BeadworkError
from beadwork.town.daemon.daemon_log import Diary


class Job(NamedTuple):
    """One thing that is done again and again. `every` is asked each time: the configuration may
    change.
    """

    name: str
    every: Callable[[], float]
    limit: float
    """Seconds beyond which it is overdue."""
    work: Callable[[], str]
    """Does it, and returns in a few words what came of it."""


class Done(NamedTuple):
    """How a job went the last time."""

    at: float
    seconds: float
    result: str


class _Round:
    """One job and its thread. `begun` is when it began to run, 0 while it rests."""

    def __init__(self, job: Job, go_on: Callable[[_Round], None]) -> None:
        self.job = job
        self.call = threading.Event()
        self.is_wanted = False
        self.is_over = False
        self.begun = 0.0
        self.thread = threading.Thread(target=go_on, args=(self,), name=job.name, daemon=True)


class Schedule:
    """Some jobs, running. They come and go while it runs, as rigs do."""

    def __init__(self, jobs: tuple[Job, ...], diary: Diary, told: Callable[[], None]) -> None:
        self.last: dict[str, Done] = {}
        self._diary = diary
        self._told = told
        self._guard = threading.Lock()
        self._has_begun = False
        self._ending = False
        self._rounds: dict[str, _Round] = {}
        self.add(*jobs)

    def begin(self) -> None:
        """Begin to count for each job."""
        with self._guard:
            self._has_begun = True
            for turn in self._rounds.values():
                turn.thread.start()

    def add(self, *jobs: Job) -> None:
        """Take jobs up, whose names no other has."""
        with self._guard:
            for job in jobs:
                self._rounds[job.name] = made = _Round(job, self._go_on)
                if self._has_begun:
                    made.thread.start()

    def drop(self, names: Collection[str]) -> None:
        """Begin jobs of these names no more; one that runs is not waited for."""
        with self._guard:
            for gone in [self._rounds.pop(name) for name in names if name in self._rounds]:
                gone.is_over = True
                gone.call.set()
            for name in names:
                self.last.pop(name, None)

    def soon(self, name: str) -> None:
        """Let a job, if there is one of that name, run now instead of when it is due."""
        turn = self._rounds.get(name)
        if turn is not None:
            turn.is_wanted = True
            turn.call.set()

    def changed(self) -> None:
        """Let every job look at its interval again."""
        for turn in self._all():
            turn.call.set()

    def _all(self) -> list[_Round]:
        with self._guard:
            return list(self._rounds.values())

    def overdue(self) -> dict[str, float]:
        """Return the jobs that have run for longer than they should, with the seconds they have."""
        now = time.monotonic()
        running = {one.job: now - begun for one in self._all() if (begun := one.begun)}
        return {job.name: seconds for job, seconds in running.items() if seconds > job.limit}

    def end(self, seconds: float) -> list[str]:
        """Begin no job any more, wait for those that run, and return the names of those that did
        not end in time.
        """
        self._ending = True
        self.changed()
        deadline = time.monotonic() + seconds
        threads = [turn.thread for turn in self._all()]
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return [thread.name for thread in threads if thread.is_alive()]

    def _go_on(self, turn: _Round) -> None:
        while True:
            self._rest(turn)
            if self._ending or turn.is_over:
                return
            self._run(turn)

    def _rest(self, turn: _Round) -> None:
        begun = time.monotonic()
        while not (self._ending or turn.is_over):
            left = begun + turn.job.every() - time.monotonic()
            if left <= 0 or turn.is_wanted:
                turn.is_wanted = False
                return
            turn.call.wait(left)
            turn.call.clear()

    def _run(self, turn: _Round) -> None:
        job = turn.job
        begun = turn.begun = time.monotonic()
        try:
            result = job.work()
        except (BeadworkError, ServerError) as error:
            result = f"failed: {error}"
        except Exception as error:  # noqa: BLE001 - the outermost place of this thread: it reports and goes on
            result = f"failed in a way that it should not: {type(error).__name__}: {error}"
        turn.begun = 0.0
        if turn.is_over:  # dropped meanwhile: nobody asks any more
            return
        seconds = time.monotonic() - begun
        before = self.last.get(job.name)
        if before is None or before.result != result:
            self._diary.info("%s: %s", job.name, result)
        self.last[job.name] = Done(time.time(), seconds, result)
        self._told()
