"""The daemon's jobs: each has a thread and an interval of its own, so a slow one delays no other.

A job past its limit cannot be stopped from outside; what it calls has time limits. `overdue` names
it until it is done, and it is not started a second time meanwhile.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from logging import Logger
from typing import NamedTuple

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.errors import BeadworkError


class Job(NamedTuple):
    """A job, with its interval in seconds; `every` is called anew for each run."""

    name: str
    every: Callable[[], float]
    limit: float
    """Seconds beyond which it is overdue."""
    work: Callable[[], str]
    """Does the job, and returns its result in a few words."""


class Done(NamedTuple):
    """The last run of a job: its end as a Unix time, its duration, its result."""

    at: float
    seconds: float
    result: str


class _JobThread:
    """One job and its thread."""

    def __init__(self, job: Job, loop: Callable[[_JobThread], None]) -> None:
        self.job = job
        self.wake = threading.Event()
        self.runs_soon = False
        self.is_removed = False
        self.started_at = 0.0
        """When the run that goes on began, by the monotonic clock; 0 between runs."""
        self.thread = threading.Thread(target=loop, args=(self,), name=job.name, daemon=True)


class Schedule:
    """Jobs that run, each again and again; they can be added and removed meanwhile."""

    def __init__(self, jobs: tuple[Job, ...], log: Logger, on_result: Callable[[], None]) -> None:
        self.last: dict[str, Done] = {}
        self._log = log
        self._on_result = on_result
        self._guard = threading.Lock()
        self._has_started = False
        self._is_stopping = False
        self._threads: dict[str, _JobThread] = {}
        self.add(*jobs)

    def start(self) -> None:
        """Start the interval of each job."""
        with self._guard:
            self._has_started = True
            for job_thread in self._threads.values():
                job_thread.thread.start()

    def add(self, *jobs: Job) -> None:
        """Add jobs, whose names no other has."""
        with self._guard:
            for job in jobs:
                self._threads[job.name] = made = _JobThread(job, self._loop)
                if self._has_started:
                    made.thread.start()

    def remove(self, names: Collection[str]) -> None:
        """Remove the jobs of these names, without waiting for one that runs."""
        with self._guard:
            for removed in [self._threads.pop(name) for name in names if name in self._threads]:
                removed.is_removed = True
                removed.wake.set()
            for name in names:
                self.last.pop(name, None)

    def run_soon(self, name: str) -> None:
        """Run the job of that name, if there is one, now instead of when it is due."""
        job_thread = self._threads.get(name)
        if job_thread is not None:
            job_thread.runs_soon = True
            job_thread.wake.set()

    def intervals_changed(self) -> None:
        """Let every job read its interval again."""
        for job_thread in self._all():
            job_thread.wake.set()

    def _all(self) -> list[_JobThread]:
        with self._guard:
            return list(self._threads.values())

    def overdue(self) -> dict[str, float]:
        """Return the jobs that run for longer than their limit, each with its seconds."""
        now = time.monotonic()
        running = {
            job_thread.job: now - started_at
            for job_thread in self._all()
            if (started_at := job_thread.started_at)
        }
        return {job.name: seconds for job, seconds in running.items() if seconds > job.limit}

    def stop(self, seconds: float) -> list[str]:
        """Start no job any more, wait for those that run, and return the names of the late ones."""
        self._is_stopping = True
        self.intervals_changed()
        deadline = time.monotonic() + seconds
        threads = [job_thread.thread for job_thread in self._all()]
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return [thread.name for thread in threads if thread.is_alive()]

    def _loop(self, job_thread: _JobThread) -> None:
        while True:
            self._wait(job_thread)
            if self._is_stopping or job_thread.is_removed:
                return
            self._run(job_thread)

    def _wait(self, job_thread: _JobThread) -> None:
        began = time.monotonic()
        while not (self._is_stopping or job_thread.is_removed):
            left = began + job_thread.job.every() - time.monotonic()
            if left <= 0 or job_thread.runs_soon:
                job_thread.runs_soon = False
                return
            job_thread.wake.wait(left)
            job_thread.wake.clear()

    def _run(self, job_thread: _JobThread) -> None:
        job = job_thread.job
        started_at = job_thread.started_at = time.monotonic()
        try:
            result = job.work()
        except (BeadworkError, ServerError) as error:
            result = f"failed: {error}"
        except Exception as error:  # noqa: BLE001 - the outermost loop of this thread
            result = f"failed unexpectedly: {type(error).__name__}: {error}"
        job_thread.started_at = 0.0
        if job_thread.is_removed:
            return
        seconds = time.monotonic() - started_at
        before = self.last.get(job.name)
        if before is None or before.result != result:
            self._log.info("%s: %s", job.name, result)
        self.last[job.name] = Done(time.time(), seconds, result)
        self._on_result()
