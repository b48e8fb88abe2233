"""The server is killed under merges, at any packet: never a half merge, the branch is still there,
the second try succeeds.
"""

from __future__ import annotations

import os
import random
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from beadwork import errors
from beadwork.dolt.server.files import record
from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker
from harness import Person

KILLS = 20
MERGES = 10
"""Merges that are under way when the server is killed."""
PACKETS = 7
"""Of one merge, about: the kill comes at one of all of them."""

TABLES = ("issues", "dependencies", "comments", "config", "metadata")


def test_200_merges_under_sigkill(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert person.run("init", "-p", "demo", cwd=tmp_path).returncode == 0
    monkeypatch.setenv("HOME", str(person.home))
    monkeypatch.delenv("BEADWORK_HOME")
    with on(tmp_path, "main") as main:
        for number in range(5):
            main.create(f"Issue {number}", id=f"demo-{number}")
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    half_way = 0
    for number in range(KILLS):
        pairs = [prepare(tmp_path, f"{number}-{n}", n % 2 == 0) for n in range(MERGES)]
        half_way += killed(
            person, tmp_path, pairs, chance.randrange(1, PACKETS * MERGES), monkeypatch
        )
        monkeypatch.delenv("BEADS_DOLT_AUTO_START")
        for pair in pairs:
            assert_whole(tmp_path, pair, f"seed {seed}, kill {number}")
    assert half_way > MERGES, "the kills came too late, or too early, to say anything"


class Pair:
    """A branch to merge, the one to merge it into, and what that is before and after."""

    def __init__(self, name: str) -> None:
        self.into = f"into-{name}"
        self.worker = f"worker-{name}"
        self.before: dict[str, Any] = {}
        self.after: dict[str, Any] = {}


def prepare(directory: Path, name: str, is_disjoint: bool) -> Pair:
    """Make two branches that both changed the same issues, or other ones, and see on a third what
    their merge gives.
    """
    pair = Pair(name)
    with on(directory, "main") as main:
        fork(main, pair.into, "main")
        fork(main, pair.worker, "main")
    with on(directory, pair.into) as into, on(directory, pair.worker) as worker:
        with worker.batch("work"):
            for number in range(3):
                worker.update(f"demo-{number}", title=f"Theirs {number}", append_notes="there")
            worker.create("Made there", id="demo-there", dependencies=("demo-0",))
            worker.comment("demo-4", "Said there")
        if is_disjoint:
            into.update("demo-3", title="Ours", append_notes="here")
        else:
            change_the_same(into)
        pair.before = state(into)
        fork(into, f"copy-{name}", pair.into)
    with on(directory, f"copy-{name}") as copy:
        copy.merge(pair.worker)
        pair.after = state(copy)
    assert pair.before != pair.after
    return pair


def change_the_same(into: InternalTracker) -> None:
    with into.batch("work"):
        for number in range(3):
            into.update(f"demo-{number}", title=f"Ours {number}", append_notes="here")
        into.delete("demo-4")


def killed(
    person: Person, directory: Path, pairs: list[Pair], at: int, monkeypatch: pytest.MonkeyPatch
) -> int:
    """Merge all pairs at once, kill the server at the packet of that number, and return how many
    merges failed.
    """
    known = record.read(person.server)
    assert known
    monkeypatch.setenv("BEADS_DOLT_AUTO_START", "0")
    lock, left = threading.Lock(), [at]

    def count(_: str) -> None:
        with lock:
            left[0] -= 1
            if left[0] == 0:
                os.kill(known.pid, signal.SIGKILL)

    def merge(pair: Pair) -> bool:
        try:
            with on(directory, pair.into, on_packet=count) as into:
                return into.merge(pair.worker).done
        except (errors.NoServer, errors.OutcomeUnknown):
            return False

    with ThreadPoolExecutor(MERGES) as pool:
        return sum(not done for done in pool.map(merge, pairs))


def assert_whole(directory: Path, pair: Pair, where: str) -> None:
    with on(directory, pair.into) as into:
        assert state(into) in (pair.before, pair.after), where
        assert state(into, " AS OF 'HEAD'") in (pair.before, pair.after), where
        into.merge(pair.worker)
        assert state(into) == state(into, " AS OF 'HEAD'") == pair.after, where
        log = into.ask(
            lambda r: r.rows("SELECT parents, message FROM dolt_log('HEAD', '--parents')")
        )
        merges = [message for parents, message in log if ", " in str(parents)]
        assert len(merges) == 1, where
        assert merges[0].startswith(f"bd: merge {pair.worker}: "), where
        assert not into.merge(pair.worker).done, where


def on(directory: Path, branch: str, **how: Any) -> InternalTracker:
    return open_tracker(str(directory), branch=branch, idle_seconds=0, **how)


def fork(tracker: InternalTracker, name: str, start: str) -> None:
    tracker.ask(lambda r: r.rows("CALL DOLT_BRANCH(%s, %s)", name, start))


def state(tracker: InternalTracker, when: str = "") -> dict[str, Any]:
    rows = tracker.ask(
        lambda r: r.read(*((f"SELECT * FROM {table}{when} ORDER BY 1, 2", ()) for table in TABLES))
    )
    return dict(zip(TABLES, (answer.rows for answer in rows), strict=True))
