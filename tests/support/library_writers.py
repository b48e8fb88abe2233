"""Threads, forked and spawned processes, and tasks write to one database by the library while its
server is killed over and over; what each was told is printed, and what is there at the end.

    python library_writers.py WORKSPACE KILLS SEED

Every writer goes on until the server has been killed so often, and keeps books: each write was
made (with its id), or not, or nobody could tell. The server's record is read to kill it; everything
else is by what a program may use.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import beadwork
from beadwork.aio import AsyncTracker, Ending, outcome
from beadwork.dolt.server.files import home as homes
from beadwork.dolt.server.files import record

THREADS = FORKED = SPAWNED = 8
TASKS = 50
STOP = "stop"
"""The file whose presence ends the writers."""
START = "start"
"""The file whose presence lets forked processes begin."""


class Entry(NamedTuple):
    """What a writer was told of one write: `made`, `not made` or `unknown`."""

    title: str
    told: str
    issue_id: str = ""
    why: str = ""


def titles(workspace: Path, name: str) -> Iterator[str]:
    """Yield titles for the writes of one writer: at least two, and until it is to stop."""
    for number in count():
        if number > 1 and (workspace / STOP).exists():
            return
        yield f"{name}, write {number}"


def entry(title: str, error: BaseException) -> Entry:
    """Return the entry of a write that ended in an error."""
    told = "unknown" if isinstance(error, beadwork.errors.OutcomeUnknown) else "not made"
    return Entry(title, told, why=f"{type(error).__name__}: {error}")


def write(tracker: beadwork.Tracker, workspace: Path, name: str) -> list[Entry]:
    """Create issues until it is enough; every third one within a batch."""
    books = []
    for number, title in enumerate(titles(workspace, name)):
        try:
            if number % 3 == 2:
                with tracker.batch(title):
                    issue = tracker.create(title)
            else:
                issue = tracker.create(title)
            books.append(Entry(title, "made", issue.id))
        except beadwork.BeadworkError as error:
            books.append(entry(title, error))
    return books


def write_on_own(workspace: Path, name: str) -> list[Entry]:
    """Do `write` with a tracker that is opened here."""
    with beadwork.open(workspace, actor=name) as tracker:
        return write(tracker, workspace, name)


async def write_in_task(tracker: AsyncTracker, workspace: Path, name: str) -> list[Entry]:
    """Create issues in a task; some of the calls are given little time."""
    books = []
    chance = random.Random(name)
    for title in titles(workspace, name):
        seconds = chance.choice([None, None, chance.random() / 10])
        try:
            async with asyncio.timeout(seconds):
                issue = await tracker.create(title)
            books.append(Entry(title, "made", issue.id))
        except beadwork.BeadworkError as error:
            books.append(entry(title, error))
        except TimeoutError as error:
            books.append(_cancelled(title, error))
    return books


def _cancelled(title: str, error: TimeoutError) -> Entry:
    found = outcome(error)
    assert found is not None
    if found.ending is Ending.RETURNED:
        return Entry(title, "made", found.result.id)
    if found.ending is Ending.RAISED:
        assert found.error is not None
        return entry(title, found.error)
    return Entry(title, "not made", why=str(found))


async def write_in_tasks(workspace: Path) -> list[Entry]:
    """Let all tasks write over one tracker for asyncio."""
    async with beadwork.aio.open(workspace, actor="task") as tracker:
        names = [f"task {number}" for number in range(TASKS)]
        books = await asyncio.gather(*(write_in_task(tracker, workspace, name) for name in names))
    return [made for book in books for made in book]


def fork(tracker: beadwork.Tracker, workspace: Path, name: str) -> Callable[[], list[Entry]]:
    """Let a forked process write over the tracker that it inherits, and return what waits for its
    books.
    """
    file = workspace / f"{name}.json"
    process = os.fork()
    if process == 0:
        status = 1
        try:
            while not (workspace / START).exists():
                time.sleep(0.01)
            file.write_text(json.dumps(write(tracker, workspace, name)))
            status = 0
        finally:
            os._exit(status)

    def wait() -> list[Entry]:
        _, status = os.waitpid(process, 0)
        assert status == 0, f"{name} ended with {status}"
        return [Entry(*row) for row in json.loads(file.read_text())]

    return wait


def kill(workspace: Path, kills: int, seed: int) -> None:
    """Kill the server so often, each time soon after it was started, and let the writers stop."""
    chance, last = random.Random(seed), 0
    for _ in range(kills):
        while True:
            known = record.read(homes.of_user())
            if known is not None and known.uuid and known.pid != last:
                break
            time.sleep(0.01)
        time.sleep(chance.random() / 2)
        last = known.pid
        os.kill(last, signal.SIGKILL)
    (workspace / STOP).touch()


def all_books(workspace: Path, kills: int, seed: int) -> list[Entry]:
    """Let everybody write, and return what they were told."""
    names = [f"{kind} {number}" for kind in ("own", "shared") for number in range(THREADS // 2)]
    spawning = multiprocessing.get_context("spawn")
    with beadwork.open(workspace, actor="parent", idle_seconds=0) as tracker:
        tracker.create("before everything")
        waits = [fork(tracker, workspace, f"forked {number}") for number in range(FORKED)]
        with spawning.Pool(SPAWNED) as pool, ThreadPoolExecutor(THREADS + 1) as threads:
            spawned = pool.starmap_async(
                write_on_own, [(workspace, f"spawned {number}") for number in range(SPAWNED)], 1
            )
            futures = [
                threads.submit(write_on_own, workspace, name)
                if name.startswith("own")
                else threads.submit(write, tracker, workspace, name)
                for name in names
            ]
            futures.append(threads.submit(asyncio.run, write_in_tasks(workspace)))
            killer = threading.Thread(target=kill, args=(workspace, kills, seed))
            killer.start()
            (workspace / START).touch()
            books = [made for future in futures for made in future.result()]
            books += [made for book in spawned.get() for made in book]
            books += [made for wait in waits for made in wait()]
            killer.join()
    return books


def there(workspace: Path) -> dict[str, Any]:
    """Return the issues that are there, and the ids that the commits say were created."""
    with beadwork.open(workspace) as tracker:
        issues = [(issue.title, issue.id) for issue in tracker.iterate()]
        feed, created = tracker.changes(since="beginning"), []
        while changes := feed.read():
            for change in changes:
                pairs = zip(change.issues, change.kinds, strict=False)
                created += [issue_id for issue_id, kind in pairs if kind == "created"]
    return {"issues": issues, "created": created}


if __name__ == "__main__":
    directory = Path(sys.argv[1])
    told = all_books(directory, int(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps({"told": told, **there(directory)}))
