"""Threads and tasks that share a tracker: each call has its turn, a batch is one context's."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from beadwork import errors
from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker
from beadwork.tracker.turn import Turn
from harness import Place

pytestmark = [
    pytest.mark.filterwarnings("error::ResourceWarning"),
    pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning"),
]

THREADS = 8
WRITES = 5


def titles(tracker: InternalTracker) -> list[str]:
    return sorted(issue.title for issue in tracker.list().issues)


@pytest.mark.parametrize("idle_seconds", [0, 0.01, 30])
def test_threads_share_a_tracker(place: Place, idle_seconds: float) -> None:
    def work(name: int) -> None:
        for number in range(WRITES):
            issue = tracker.create(f"{name}-{number}")
            assert tracker.show(issue.id)[0].issue.title == f"{name}-{number}"

    with open_tracker(
        str(place.directory), branch=place.branch, idle_seconds=idle_seconds
    ) as tracker:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(work, range(THREADS)))
        expected = [f"{name}-{number}" for name in range(THREADS) for number in range(WRITES)]
        assert titles(tracker) == sorted(expected)


def test_a_thread_waits_for_the_batch_of_another_and_is_no_part_of_it(place: Place) -> None:
    with place.tracker() as tracker:
        started, made = threading.Event(), threading.Event()

        def write() -> None:
            started.set()
            tracker.create("of the thread")
            made.set()

        thread = threading.Thread(target=write, daemon=True)
        with pytest.raises(ZeroDivisionError), tracker.batch():
            tracker.create("of the batch")
            thread.start()
            started.wait()
            assert not made.is_set()
            raise ZeroDivisionError
        thread.join()
        assert titles(tracker) == ["of the thread"]


@pytest.mark.parametrize(
    "call",
    [
        lambda tracker: tracker.create("of the task"),
        lambda tracker: tracker.list(),
        lambda tracker: tracker.create_branch("side"),
        lambda tracker: tracker.batch().__enter__(),
    ],
    ids=["write", "read", "branch", "batch"],
)
def test_another_task_is_refused_while_a_batch_is_open(
    place: Place, call: Callable[[InternalTracker], object]
) -> None:
    async def other() -> None:
        await opened.wait()
        with pytest.raises(errors.Usage, match="another task has a batch open"):
            call(tracker)
        refused.set()

    async def main() -> None:
        task = asyncio.create_task(other())
        with tracker.batch():
            tracker.create("one")
            opened.set()
            await refused.wait()
            tracker.create("two")
        await task
        assert titles(tracker) == ["one", "two"]

    opened, refused = asyncio.Event(), asyncio.Event()
    with place.tracker() as tracker:
        asyncio.run(main())


def test_a_thread_with_the_context_of_a_batch_is_refused(place: Place) -> None:
    async def main() -> None:
        with tracker.batch():
            tracker.create("one")
            with pytest.raises(errors.Usage, match="belongs to the thread that opened it"):
                await asyncio.to_thread(tracker.create, "two")
        assert titles(tracker) == ["one"]

    with place.tracker() as tracker:
        asyncio.run(main())


def test_two_trackers_have_batches_at_once(place: Place) -> None:
    side = place.run("branch", "create", f"{place.branch}-side")
    assert side.returncode == 0, side.stderr
    with (
        place.tracker() as one,
        open_tracker(str(place.directory), branch=f"{place.branch}-side") as other,
    ):
        with one.batch(), other.batch():
            one.create("here")
            other.create("there")
        assert (titles(one), titles(other)) == (["here"], ["there"])


def test_a_tracker_is_closed_after_the_question_of_another_thread(place: Place) -> None:
    with place.tracker() as tracker:
        thread = threading.Thread(
            target=lambda: tracker.ask(lambda reader: reader.rows("SELECT SLEEP(0.3)"))
        )
        thread.start()
        tracker.disconnect()
        thread.join()
        assert titles(tracker) == []


def test_whoever_waits_too_long_is_told_so() -> None:
    turn = Turn(lambda: None, seconds=0.01)
    refused: list[Exception] = []

    def wait() -> None:
        try:
            with turn.taken():
                pass
        except errors.LockTimeout as error:
            refused.append(error)

    with turn.batch():
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()
    assert "other threads" in str(refused[0])
    with turn.taken(), turn.taken():
        assert not turn.is_in_batch
