"""Jobs of the daemon: a slow one delays no other, one that fails is run again, and the end waits
for what runs.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from beadwork.errors import BeadworkError
from beadwork.town.daemon.schedule import Job, Schedule

Eventually = Callable[[Callable[[], bool]], None]
Made = Callable[..., Schedule]


@pytest.fixture
def made() -> Iterator[Made]:
    """Make a schedule of some jobs, begun; it is ended with the test."""
    schedules = []

    def make(*jobs: Job) -> Schedule:
        schedule = Schedule(jobs, logging.Logger("test"), lambda: None)
        schedule.start()
        schedules.append(schedule)
        return schedule

    yield make
    for schedule in schedules:
        schedule.stop(0)


def often() -> float:
    """Return a short interval."""
    return 0.001


def test_a_job_that_hangs_delays_no_other_and_is_named(made: Made, eventually: Eventually) -> None:
    release = threading.Event()
    count = []
    schedule = made(
        Job("push", often, 0.01, lambda: str(release.wait())),
        Job("health", often, 60, lambda: str(count.append(1))),
    )
    eventually(lambda: list(schedule.overdue()) == ["push"])
    before = len(count)
    eventually(lambda: len(count) > before + 5)
    assert schedule.stop(0.01) == ["push"]
    release.set()
    assert schedule.stop(60) == []
    assert schedule.last["push"].result == "True"


def test_the_end_waits_for_a_job_that_runs_and_begins_none(
    made: Made, eventually: Eventually
) -> None:
    begun, release, runs = threading.Event(), threading.Event(), []

    def push() -> str:
        runs.append(1)
        begun.set()
        release.wait()
        return "pushed"

    schedule = made(Job("push", often, 60, push))
    begun.wait()
    threading.Timer(0.05, release.set).start()
    assert schedule.stop(60) == []
    assert (schedule.last["push"].result, len(runs)) == ("pushed", 1)


@pytest.mark.parametrize("error", [BeadworkError("no remote"), ZeroDivisionError("oops")])
def test_a_job_that_fails_is_run_again(
    made: Made, eventually: Eventually, error: Exception
) -> None:
    runs = []

    def work() -> str:
        runs.append(1)
        raise error

    schedule = made(Job("push", often, 60, work))
    eventually(lambda: len(runs) > 3)
    assert str(error) in schedule.last["push"].result


def test_a_new_interval_counts_at_once_and_a_job_can_be_asked_for(
    made: Made, eventually: Eventually
) -> None:
    every, runs = [3600.0], []
    schedule = made(Job("health", lambda: every[0], 60, lambda: str(runs.append(1))))
    schedule.run_soon("health")
    eventually(lambda: len(runs) == 1)
    every[0] = 0.001
    schedule.intervals_changed()
    eventually(lambda: len(runs) > 3)
    assert schedule.last["health"].at <= time.time()


def test_jobs_come_and_go_while_others_run(made: Made, eventually: Eventually) -> None:
    schedule = made(Job("stays", often, 60, lambda: "well"))
    begun, may_end = threading.Event(), threading.Event()

    def hang() -> str:
        begun.set()
        may_end.wait()
        return "too late"

    schedule.add(Job("goes", often, 60, hang))
    assert begun.wait(60)
    schedule.remove(["goes", "never was"])
    schedule.add(Job("goes", often, 60, lambda: "anew"))
    eventually(lambda: "goes" in schedule.last)
    may_end.set()
    schedule.run_soon("never was")
    before = schedule.last["stays"].at
    eventually(lambda: schedule.last["stays"].at > before)
    assert schedule.last["goes"].result == "anew"
