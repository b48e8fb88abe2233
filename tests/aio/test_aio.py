"""The tracker for asyncio: methods to await, batches of a task, calls that are cancelled."""

from __future__ import annotations

import asyncio
import gc
import importlib.util
import inspect
import sys
import threading
import warnings
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

import beadwork.aio
from beadwork import errors
from beadwork.aio import AsyncTracker, Ending, Outcome, outcome
from beadwork.store.search.filters import Filter
from beadwork.tracker import Tracker
from forked import in_child
from harness import ROOT, Place

pytestmark = [
    pytest.mark.filterwarnings("error::ResourceWarning"),
    pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning"),
]


def opened(place: Place, **how: Any) -> AsyncTracker:
    return beadwork.aio.open(place.directory, branch=place.branch, **how)


@pytest.fixture
def run(place: Place) -> Callable[[Callable[[AsyncTracker], Awaitable[None]]], None]:
    """Run an async function with a tracker of the test's branch."""

    def run(work: Callable[[AsyncTracker], Awaitable[None]]) -> None:
        async def main() -> None:
            async with opened(place) as tracker:
                await work(tracker)

        asyncio.run(main())

    return run


async def titles(tracker: AsyncTracker) -> list[str]:
    return sorted(issue.title for issue in (await tracker.list()).issues)


def test_it_has_each_method_of_a_tracker_with_its_arguments() -> None:
    for name, member in inspect.getmembers_static(Tracker):
        if name.startswith("_"):
            continue
        method = inspect.getattr_static(AsyncTracker, name)
        assert (method.__doc__ or "").strip(), name
        if inspect.isfunction(member):
            arguments = [
                [(argument.name, argument.kind, argument.default) for argument in parameters]
                for parameters in (
                    inspect.signature(member).parameters.values(),
                    inspect.signature(method).parameters.values(),
                )
            ]
            assert arguments[0] == arguments[1], name


def test_its_types_are_as_generated() -> None:
    spec = importlib.util.spec_from_file_location("g", ROOT / "docs" / "generate_aio.py")
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    sys.modules["g"] = generate
    spec.loader.exec_module(generate)
    assert generate.TARGET.read_text() == generate.text(), "run `make docs`"


def test_tasks_write_and_read_at_once(run: Any) -> None:
    async def work(tracker: AsyncTracker) -> None:
        made = await asyncio.gather(*(tracker.create(f"{n:02}") for n in range(20)))
        found = await asyncio.gather(*(tracker.show(issue.id) for issue in made))
        assert [detail.issue.title for (detail,) in found] == [f"{n:02}" for n in range(20)]
        assert await tracker.readonly() is False
        assert (await tracker.profile()).prefix == "demo"

    run(work)


def test_an_error_is_the_trackers_own(run: Any) -> None:
    async def work(tracker: AsyncTracker) -> None:
        with pytest.raises(errors.NotFound):
            await tracker.show("demo-none")
        with pytest.raises(TypeError, match="labels"):
            await tracker.create("One", labels="abc")
        assert await titles(tracker) == []

    run(work)


def test_two_hundred_reads_run_four_at_a_time_and_the_loop_goes_on(run: Any) -> None:
    running, most, turns, lock = 0, 0, 0, threading.Lock()

    def read(tracker: Tracker) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        tracker.list()
        with lock:
            running -= 1

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def work(tracker: AsyncTracker) -> None:
        counter = asyncio.create_task(count_turns())
        await asyncio.gather(*(tracker._call("read", read) for _ in range(200)))
        counter.cancel()
        assert most <= 4
        assert turns > 200

    run(work)


def test_a_batch_is_one_commit_of_its_task_and_others_wait_for_it(run: Any) -> None:
    async def other(tracker: AsyncTracker, name: str, opened: asyncio.Event) -> None:
        await opened.wait()
        async with tracker.batch(name):
            await tracker.create(name)

    async def work(tracker: AsyncTracker) -> None:
        opened = asyncio.Event()
        tasks = [asyncio.create_task(other(tracker, f"other {n}", opened)) for n in range(2)]
        with pytest.raises(ZeroDivisionError):
            async with tracker.batch("first"):
                opened.set()
                await tracker.create("one")
                assert await titles(tracker) == ["one"]
                raise ZeroDivisionError
        await asyncio.gather(*tasks)
        assert await titles(tracker) == ["other 0", "other 1"]
        async with tracker.batch("two at once"):
            await tracker.create("two")
            await tracker.create("three")
            with pytest.raises(errors.Usage, match="do not nest"):
                async with tracker.batch():
                    pass
        newest = (await tracker.history((await tracker.create("last")).id)).entries
        assert len(newest) == 1

    run(work)


def test_a_task_that_was_made_within_a_batch_is_no_part_of_it(run: Any) -> None:
    async def work(tracker: AsyncTracker) -> None:
        async with tracker.batch("mine"):
            await tracker.create("one")
            task = asyncio.create_task(tracker.create("two"))
            with pytest.raises(errors.Usage, match="belongs to the task that opened it"):
                await task
            with pytest.raises(errors.Usage, match="within a batch"):
                await tracker.close()
        await asyncio.create_task(tracker.create("three"))
        assert await titles(tracker) == ["one", "three"]

    run(work)


class Gate:
    """Work that begins, and goes on when it is let."""

    def __init__(self) -> None:
        self.begun, self.let = threading.Event(), threading.Event()

    def __call__(self, tracker: Tracker) -> str:
        self.begun.set()
        self.let.wait()
        return tracker.create("made").id

    async def until_begun(self) -> None:
        await asyncio.to_thread(self.begun.wait)


async def cancelled(task: asyncio.Task[Any]) -> Outcome:
    """Return what a cancelled task says, in its note and by `outcome`."""
    with pytest.raises(asyncio.CancelledError) as raised:
        await task
    found = outcome(raised.value)
    assert found is not None
    assert raised.value.__notes__ == [str(found)]
    return found


def test_a_call_that_has_not_begun_never_begins(place: Place) -> None:
    async def main() -> None:
        async with opened(place, trackers=1) as tracker:
            gate = Gate()
            first = asyncio.create_task(tracker._call("create", gate))
            await gate.until_begun()
            second = asyncio.create_task(tracker.create("never"))
            await asyncio.sleep(0)
            second.cancel()
            assert await cancelled(second) == Outcome("create", Ending.NOT_BEGUN)
            gate.let.set()
            await first
            assert await titles(tracker) == ["made"]

    asyncio.run(main())


@pytest.mark.parametrize("times", [1, 3])
def test_a_call_that_has_begun_is_waited_for(run: Any, times: int) -> None:
    async def work(tracker: AsyncTracker) -> None:
        gate = Gate()
        task = asyncio.create_task(tracker._call("create", gate))
        await gate.until_begun()
        for _ in range(times):
            task.cancel()
            await asyncio.sleep(0)
        assert not task.done()
        gate.let.set()
        found = await cancelled(task)
        (issue,) = (await tracker.list()).issues
        assert (found.ending, found.result) == (Ending.RETURNED, issue.id)

    run(work)


def test_a_call_that_fails_while_it_is_cancelled_says_so(run: Any) -> None:
    async def work(tracker: AsyncTracker) -> None:
        gate = Gate()

        def fail(own: Tracker) -> None:
            gate(own)
            own.show("demo-none")

        task = asyncio.create_task(tracker._call("show", fail))
        await gate.until_begun()
        task.cancel()
        gate.let.set()
        found = await cancelled(task)
        assert found.ending is Ending.RAISED
        assert isinstance(found.error, errors.NotFound)

    run(work)


@pytest.mark.parametrize("way", ["timeout", "wait_for"])
def test_a_time_limit_says_it_too(run: Any, way: str) -> None:
    async def work(tracker: AsyncTracker) -> None:
        gate = Gate()

        async def limited() -> None:
            if way == "timeout":
                async with asyncio.timeout(0.01):
                    await tracker._call("create", gate)
            else:
                await asyncio.wait_for(tracker._call("create", gate), 0.01)

        task = asyncio.create_task(limited())
        await gate.until_begun()
        await asyncio.sleep(0.02)
        gate.let.set()
        with pytest.raises(TimeoutError) as raised:
            await task
        found = outcome(raised.value)
        assert found is not None
        assert found.ending in (Ending.RETURNED, Ending.NOT_BEGUN)
        assert outcome(ValueError()) is None

    run(work)


def test_a_batch_that_is_cancelled_is_rolled_back_and_says_so(run: Any) -> None:
    async def work(tracker: AsyncTracker) -> None:
        gate = Gate()

        async def batch() -> None:
            async with tracker.batch("cancelled"):
                await tracker.create("first")
                await tracker._call("create", gate)

        task = asyncio.create_task(batch())
        await gate.until_begun()
        task.cancel()
        gate.let.set()
        assert await cancelled(task) == Outcome("batch", Ending.ROLLED_BACK)
        assert await titles(tracker) == []
        async with tracker.batch("next"):
            await tracker.create("next")
        assert await titles(tracker) == ["next"]

    run(work)


def test_a_batch_that_is_cancelled_at_its_begin(run: Any) -> None:
    async def work(tracker: AsyncTracker) -> None:
        async def batch() -> None:
            asyncio.get_running_loop().call_soon(task.cancel)
            async with tracker.batch("cancelled"):
                await tracker.create("made")

        task: asyncio.Task[None] = asyncio.create_task(batch())
        found = await cancelled(task)
        assert found.call == "batch"
        assert found.ending in (Ending.NOT_BEGUN, Ending.ROLLED_BACK)
        await tracker.create("next")
        assert await titles(tracker) == ["next"]

    run(work)


def test_a_batch_that_is_cancelled_before_its_commit_begins(run: Any) -> None:
    async def work(tracker: AsyncTracker) -> None:
        gate = threading.Event()

        async def batch() -> None:
            async with tracker.batch("cancelled"):
                await tracker.create("made")
                tracker._pool.run_in_batch(lambda _: gate.wait())  # the commit waits behind it
                asyncio.get_running_loop().call_soon(task.cancel)
                asyncio.get_running_loop().call_later(0.01, gate.set)

        task: asyncio.Task[None] = asyncio.create_task(batch())
        assert await cancelled(task) == Outcome("batch", Ending.ROLLED_BACK)
        await tracker.create("next")
        assert await titles(tracker) == ["next"]

    run(work)


def test_a_batch_that_is_cancelled_while_it_commits_is_made(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, let, made = threading.Event(), threading.Event(), Tracker._made

    def slowly_made(tracker: Tracker, tx: Any) -> None:
        begun.set()
        let.wait()
        made(tracker, tx)

    async def work(tracker: AsyncTracker) -> None:
        async def batch() -> None:
            async with tracker.batch("cancelled"):
                await tracker.create("made")

        task = asyncio.create_task(batch())
        await asyncio.to_thread(begun.wait)
        task.cancel()
        let.set()
        found = await cancelled(task)
        assert (found.call, found.ending) == ("batch", Ending.RETURNED)
        assert await titles(tracker) == ["made"]

    monkeypatch.setattr(Tracker, "_made", slowly_made)
    run(work)


def test_close_waits_for_what_is_under_way_and_then_everything_is_refused(place: Place) -> None:
    async def main() -> None:
        tracker = opened(place, trackers=2)
        gate = Gate()
        calls = [asyncio.create_task(tracker._call("create", gate))]
        await gate.until_begun()
        calls += [asyncio.create_task(tracker.create(f"{n}")) for n in range(3)]
        await asyncio.sleep(0)
        closing = asyncio.create_task(tracker.close())
        await asyncio.sleep(0)
        refused: list[Callable[[], Coroutine[Any, Any, Any]]] = [
            tracker.list, tracker.batch().__aenter__,
        ]  # fmt: skip
        for call in refused:
            with pytest.raises(errors.Usage, match="is closed"):
                await call()
        gate.let.set()
        await asyncio.gather(*calls, closing)
        await tracker.close()
        assert repr(tracker).endswith(", closed>")

    asyncio.run(main())
    with place.tracker() as tracker:
        assert sorted(issue.title for issue in tracker.list().issues) == ["0", "1", "2", "made"]


def test_close_waits_for_the_batch_of_another_task(place: Place) -> None:
    async def main() -> None:
        tracker = opened(place)
        begun, let = asyncio.Event(), asyncio.Event()

        async def batch() -> None:
            async with tracker.batch():
                begun.set()
                await let.wait()
                await tracker.create("made")

        task = asyncio.create_task(batch())
        await begun.wait()
        closing = asyncio.create_task(tracker.close())
        await asyncio.sleep(0)
        let.set()
        await asyncio.gather(task, closing)

    asyncio.run(main())
    with place.tracker() as tracker:
        assert [issue.title for issue in tracker.list().issues] == ["made"]


def test_every_tracker_of_the_pool_answers_as_of_one_commit(place: Place) -> None:
    async def main(as_of: str) -> None:
        async with opened(place, as_of=as_of) as tracker:
            if not as_of:
                await tracker.create("two")
                await tracker.turn_to("HEAD~1")
            found = await asyncio.gather(*(titles(tracker) for _ in range(12)))
            assert found == [["one"]] * 12
            with pytest.raises(errors.ReadOnly):
                await tracker.create("three")

    with place.tracker() as tracker:
        tracker.create("one")
    asyncio.run(main(""))
    asyncio.run(main("HEAD~1"))


def test_warnings_and_changes_are_told_in_the_loop(run: Any, place: Place) -> None:
    async def work(tracker: AsyncTracker) -> None:
        told: list[tuple[str, int]] = []
        issue = await tracker.create("One")
        with place.tracker(actor="other") as other:
            other.claim(issue.id)
        tracker.on_warning = lambda text: told.append((text, threading.get_ident()))
        tracker.on_change = lambda: told.append(("changed", threading.get_ident()))
        await tracker.update(issue.id, title="Mine")
        await asyncio.sleep(0)
        assert {thread for _, thread in told} == {threading.get_ident()}
        assert [("other" in text) for text, _ in told] == [True, False]
        async with tracker.batch():
            await tracker.create("Two")
        await asyncio.sleep(0)
        assert told[-1][0] == "changed"

    run(work)


def test_merges_come_one_by_one_and_the_refusal_behind_them(run: Any, place: Place) -> None:
    async def work(tracker: AsyncTracker) -> None:
        names = [f"{place.branch}-{n}" for n in range(2)]
        for name in names:
            await tracker.create_branch(name)
        merged = []
        with pytest.raises(errors.BeadworkError, match="nowhere"):
            async for merge in tracker.merge_all([*names, "nowhere"]):
                merged.append(merge)
        assert len(merged) == 2
        for name in names:
            await tracker.delete_branch(name, discard=True)

    run(work)


def test_a_feed_has_each_change_once_whatever_is_cancelled(run: Any) -> None:
    async def work(tracker: AsyncTracker) -> None:
        feed = await tracker.changes(wait_seconds=None)
        start = feed.cursor
        waiting = asyncio.create_task(feed.read(None))
        await asyncio.sleep(0.01)
        waiting.cancel()
        first = await tracker.create("first")
        with pytest.raises(asyncio.CancelledError):
            await waiting
        second = await tracker.create("second")
        seen = []
        async for change in feed:
            seen += [change.cursor]
            if len(seen) == 2:
                break
        again = await tracker.changes(start)
        assert [change.cursor for change in await again.read()] == seen
        assert await again.read() == []
        assert first.id != second.id

    run(work)


def test_the_arguments_of_open_are_checked_and_the_place_is_kept(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TypeError, match="directory"):
        beadwork.aio.open(5)  # type: ignore[arg-type]
    with pytest.raises(errors.Usage, match="trackers"):
        beadwork.aio.open(place.directory, trackers=0)
    with pytest.raises(errors.NoWorkspace):
        beadwork.aio.open("/")
    monkeypatch.chdir(place.directory)

    async def main() -> None:
        async with beadwork.aio.open(branch=place.branch) as tracker:
            monkeypatch.chdir("/")
            await asyncio.gather(*(tracker.list(Filter()) for _ in range(8)))

    asyncio.run(main())


def test_a_child_process_is_told_to_open_its_own(place: Place) -> None:
    async def main() -> None:
        async with opened(place) as tracker:
            await tracker.create("One")

            def work() -> None:
                for call in (tracker.list, tracker.batch().__aenter__):
                    with pytest.raises(errors.Usage, match="belongs to the process"):
                        asyncio.Runner().run(call())

            await asyncio.to_thread(in_child(work))
            assert await titles(tracker) == ["One"]

    asyncio.run(main())


def test_one_that_is_forgotten_warns_as_its_trackers_do(place: Place) -> None:
    async def main() -> None:
        tracker = opened(place)
        await asyncio.gather(*(tracker.list() for _ in range(8)))

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        asyncio.run(main())
        gc.collect()
    messages = [str(message.message) for message in caught]
    assert messages
    assert all(text.startswith("unclosed <beadwork.Tracker") for text in messages), messages
