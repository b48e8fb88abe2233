"""The daemon's jobs, each in a thread and on a schedule of its own, so that a slow one delays no other.

A job that takes longer than its limit cannot be stopped from outside (what it calls has time limits of its own); it is named by
`overdue` until it is done, and not begun a second time meanwhile.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from beadwork.dolt.faults import ServerError
from beadwork.errors import BeadworkError
from beadwork.town.daemon.diary import Diary


class Job(NamedTuple):
    """One thing that is done again and again. `every` is asked each time: the configuration may change."""

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


class Schedule:
    """Some jobs, running."""

    def __init__(self, jobs: tuple[Job, ...], diary: Diary, told: Callable[[], None]) -> None:
        self.last: dict[str, Done] = {}
        self._diary = diary
        self._told = told
        self._begun: dict[str, float] = {}
        self._calls = {job.name: threading.Event() for job in jobs}
        self._soon: set[str] = set()
        self._ending = threading.Event()
        self._jobs = jobs
        self._threads = [threading.Thread(target=self._go_on, args=(job,), name=job.name, daemon=True) for job in jobs]

    def begin(self) -> None:
        """Begin to count for each job."""
        for thread in self._threads:
            thread.start()

    def soon(self, name: str) -> None:
        """Let a job run now, instead of when it is due."""
        self._soon.add(name)
        self._calls[name].set()

    def changed(self) -> None:
        """Let every job look at its interval again."""
        for call in self._calls.values():
            call.set()

    def overdue(self) -> dict[str, float]:
        """Return the jobs that have run for longer than they should, with the seconds they have."""
        now = time.monotonic()
        running = {job: now - self._begun[job.name] for job in self._jobs if job.name in self._begun}
        return {job.name: seconds for job, seconds in running.items() if seconds > job.limit}

    def end(self, seconds: float) -> list[str]:
        """Begin no job any more, wait for those that run, and return the names of those that did not end in time."""
        self._ending.set()
        self.changed()
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return [thread.name for thread in self._threads if thread.is_alive()]

    def _go_on(self, job: Job) -> None:
        while True:
            self._rest(job)
            if self._ending.is_set():
                return
            self._run(job)

    def _rest(self, job: Job) -> None:
        begun = time.monotonic()
        call = self._calls[job.name]
        while not self._ending.is_set():
            left = begun + job.every() - time.monotonic()
            if left <= 0 or job.name in self._soon:
                self._soon.discard(job.name)
                return
            call.wait(left)
            call.clear()

    def _run(self, job: Job) -> None:
        begun = self._begun[job.name] = time.monotonic()
        try:
            result = job.work()
        except (BeadworkError, ServerError) as error:
            result = f"failed: {error}"
        except Exception as error:  # noqa: BLE001 - the outermost place of this thread: it reports and goes on
            result = f"failed in a way that it should not: {type(error).__name__}: {error}"
        del self._begun[job.name]
        seconds = time.monotonic() - begun
        before = self.last.get(job.name)
        if before is None or before.result != result:
            self._diary.info("%s: %s", job.name, result)
        self.last[job.name] = Done(time.time(), seconds, result)
        self._told()
