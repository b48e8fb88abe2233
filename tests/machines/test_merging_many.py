"""Many branches merged in one session, as many packets as possible left out, end as they do when
each is merged by the plan: the same rows, the same reports, the same commits.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from beadwork.actions.merging import merge
from beadwork.actions.merging.merge import Merge
from beadwork.tracker import InternalTracker
from branch_forks import branch_of
from harness import Place
from merged_trackers import commits, state
from random_changes import do_something

HISTORIES = 6
BRANCHES = 6
MOMENT = datetime(2031, 1, 1)
"""When all merges are made: a merge dates the rows that it makes."""
IN_ONE_PACKET = "IS_USED_LOCK"


@pytest.mark.parametrize("number", range(HISTORIES))
def test_the_two_ways_end_equal(place: Place, number: int) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    with made(place) as (main, fork):
        names = histories(chance, place, main, fork, shared=number % 3)
        quick, slow = fork(main), fork(main)
        packets: list[str] = []
        with merging_on(place, quick, packets) as one, merging_on(place, slow, []) as other:
            found = list(one.merge_all(names))
            wanted = [merge_by_plan(other, name) for name in names]
            assert [plain(m, quick) for m in found] == [plain(m, slow) for m in wanted], seed
            assert rows(one, quick) == rows(other, slow), seed
            assert messages(one, quick) == messages(other, slow), seed
            assert not one.ask(lambda r: r.rows("SELECT * FROM dolt_status")), seed
        if number % 3 == 0:
            assert sum(IN_ONE_PACKET in packet for packet in packets) == len(names), seed


def half_merged(place: Place, main: InternalTracker, names: list[str]) -> Iterator[Merge]:
    """Edit an issue on each of these branches, merge the first, and return the merges to come."""
    for number, name in enumerate(names):
        with on(place, name) as worker:
            worker.update(f"demo-{number}", title=f"Theirs {number}")
    merges = main.merge_all(names)
    next(merges)
    return merges


def test_a_commit_of_somebody_else_is_seen_between_two_merges(place: Place) -> None:
    with made(place) as (main, fork):
        names = [fork(main), fork(main)]
        merges = half_merged(place, main, names)
        with on(place, branch_of(main)) as neighbour:
            neighbour.update("demo-1", title="Ours")
        (entry,) = next(merges).report.entries
        assert entry.action == "merged"
        assert main.show("demo-1")[0].issue.title == "Ours"


def test_a_killed_writer_s_rows_are_committed_first_under_its_name(place: Place) -> None:
    with made(place) as (main, fork):
        names = [fork(main), fork(main)]
        merges = half_merged(place, main, names)
        main.ask(lambda r: r.rows("UPDATE issues SET title = 'By hand' WHERE id = 'demo-4'"))
        next(merges)
        subjects = [message.split("\n")[0] for _, _, message in commits(main)]
        assert subjects[0].startswith(f"bd: merge {names[1]}: ")
        assert subjects[1] == "changes made outside bd"
        assert "By hand" in {row.title for row in main.list().issues}


def test_packets(place: Place) -> None:
    with made(place) as (main, fork):
        names = [fork(main) for _ in range(5)]
        for number, name in enumerate(names):
            with on(place, name) as worker:
                worker.create(name)
                worker.create("Child", parent=f"demo-{number}")
        packets: list[str] = []
        with on(place, branch_of(main), packets) as tracker:
            assert all(merged.done for merged in tracker.merge_all(names))
        assert len(packets) <= 4 + len(names), "\n---\n".join(packets)


def histories(
    chance: random.Random, place: Place, main: InternalTracker, fork: Any, shared: int
) -> list[str]:
    """Do random work on branches and on `main`, and return the branches. With `shared` 0 no two
    work on one issue, otherwise some branches begin at others.
    """
    names: list[str] = []
    for number in range(BRANCHES):
        with on(place, chance.choice([branch_of(main), *names[:shared]])) as start:
            names.append(fork(start))
        with on(place, names[-1]) as worker:
            ids = [f"demo-{number}"] if shared == 0 else [f"demo-{n}" for n in range(BRANCHES)]
            for _ in range(chance.randrange(1, 4)):
                if shared == 0:
                    worker.update(ids[0], title=f"Title {chance.random()}")
                    worker.create(f"Issue {chance.random()}", parent=chance.choice([None, ids[0]]))
                    worker.comment(ids[0], f"said {chance.random()}")
                else:
                    do_something(chance, worker, ids)
        if shared:
            do_something(chance, main, [f"demo-{n}" for n in range(BRANCHES)])
        else:
            main.create(f"Meanwhile {number}")
    return names


def merge_by_plan(tracker: InternalTracker, branch: str) -> Merge:
    look = tracker.ask(lambda reader: merge.look(reader, branch))
    return tracker.change(
        lambda tx: merge.merge(tx, look), merge.questions(look), always_commit=True
    )


def plain(found: Merge, into: str) -> Any:
    """Return what a merge says, without the commits and the name of the branch."""
    return str(found._replace(heads=None, into="")).replace(into, "INTO")  # type: ignore[arg-type]


def rows(tracker: InternalTracker, into: str) -> dict[str, set[str]]:
    """Return all rows as text, without the name of the branch, which a renamed issue tells."""
    return {
        table: {str(row).replace(into, "INTO") for row in found}
        for table, found in state(tracker).items()
    }


def messages(tracker: InternalTracker, into: str) -> list[str]:
    return [
        message.split("\n\nOperation: ")[0].replace(into, "INTO")
        for _, _, message in commits(tracker)
    ]


@contextmanager
def made(place: Place) -> Iterator[tuple[InternalTracker, Any]]:
    """Yield a tracker on a branch with a few issues, and a function that forks a branch."""
    names: list[str] = []

    def fork(start: InternalTracker) -> str:
        names.append(f"many-{os.urandom(6).hex()}")
        start.ask(lambda r: r.rows("CALL DOLT_BRANCH(%s)", names[-1]))
        return names[-1]

    with place.tracker() as root:
        main = fork(root)
        try:
            with on(place, main) as tracker:
                for number in range(BRANCHES):
                    tracker.create(f"Issue {number}", id=f"demo-{number}", labels=("old",))
                yield tracker, fork
        finally:
            for name in names:
                root.ask(lambda r, name=name: r.rows("CALL DOLT_BRANCH('-D', '-f', %s)", name))


@contextmanager
def on(place: Place, branch: str, packets: list[str] | None = None) -> Iterator[InternalTracker]:
    """Yield a tracker on a branch."""
    watch = (packets if packets is not None else []).append
    with place._replace(branch=branch).tracker(on_packet=watch) as tracker:
        yield tracker


@contextmanager
def merging_on(place: Place, branch: str, packets: list[str]) -> Iterator[InternalTracker]:
    """Yield a tracker on a branch, whose writes are all made at MOMENT."""
    with on(place, branch, packets) as tracker:
        tracker._writer.clock = lambda: MOMENT
        yield tracker
