"""The daemon's jobs. Each has its own thread and interval, so a slow job delays no other.

A job past its limit cannot be stopped from outside, but whatever it calls has time limits.
`overdue` names the job until it is done. It is not started a second time meanwhile.
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
    """A job. `every` returns its interval in seconds, and is called again for each run."""

    name: str
    every: Callable[[], float]
    limit: float
    """The seconds after which a running job is overdue."""
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
        """The start of the present run, by the monotonic clock; 0 between runs."""
        self.thread = threading.Thread(target=loop, args=(self,), name=job.name, daemon=True)


class Schedule:
    """Repeating jobs. Jobs can be added and removed at any time."""

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
        """Add jobs. Their names must be new."""
        with self._guard:
            for job in jobs:
                self._threads[job.name] = made = _JobThread(job, self._loop)
                if self._has_started:
                    made.thread.start()

    def remove(self, names: Collection[str]) -> None:
        """Remove the jobs of these names, without waiting for running ones."""
        with self._guard:
            for removed in [self._threads.pop(name) for name in names if name in self._threads]:
                removed.is_removed = True
                removed.wake.set()
            for name in names:
                self.last.pop(name, None)

    def run_soon(self, name: str) -> None:
        """Run the job of that name now, if there is one."""
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
        """Return the running jobs that are past their limit, with their run time in seconds."""
        now = time.monotonic()
        running = {
            job_thread.job: now - started_at
            for job_thread in self._all()
            if (started_at := job_thread.started_at)
        }
        return {job.name: seconds for job, seconds in running.items() if seconds > job.limit}

    def stop(self, seconds: float) -> list[str]:
        """Start no more jobs, wait at most `seconds` for the running ones, and return the names of
        those that have not ended.
        """
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
