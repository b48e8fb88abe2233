"""Two branches never give one number to two children."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from beadwork.errors import NotFound
from beadwork.tracker import InternalTracker
from branch_forks import forks
from harness import Place, assert_done


@pytest.fixture
def workers(place: Place) -> Iterator[list[InternalTracker]]:
    """Eight branches that were made from one on which the epic `demo-e` has a child."""
    with place.tracker() as origin:
        origin.create("Epic", id="demo-e", type="epic")
        origin.create("First", parent="demo-e")
        with forks(place, origin, number=8) as made:
            yield list(made)


def test_children_of_one_epic_on_many_branches_have_names_of_their_own(
    workers: list[InternalTracker],
) -> None:
    def file(worker: InternalTracker) -> list[str]:
        return [worker.create("Part", parent="demo-e").id for _ in range(4)]

    with ThreadPoolExecutor(len(workers)) as pool:
        names = [name for made in pool.map(file, workers) for name in made]
    assert len(set(names)) == len(names) == 32
    assert "demo-e.1" not in names


def test_issues_of_one_name_born_apart_have_children_of_their_own(
    workers: list[InternalTracker],
) -> None:
    first, second, *_ = workers
    for worker in (first, second):
        worker.create("Mine", id="demo-mine")
    assert first.create("Part", parent="demo-mine").id == "demo-mine.1"
    assert second.create("Part", parent="demo-mine").id == "demo-mine.1"


def test_a_number_that_a_refused_issue_took_is_free_again(workers: list[InternalTracker]) -> None:
    worker = workers[0]
    for _ in range(2):
        with pytest.raises(NotFound, match="demo-nowhere"):
            worker.create("Part", parent="demo-e", dependencies=("demo-nowhere",))
    assert worker.create("Part", parent="demo-e").id == "demo-e.2"


def test_ids_on_a_branch_are_longer_as_they_cannot_be_compared(
    workers: list[InternalTracker],
) -> None:
    assert len(workers[0].create("One").id.removeprefix("demo-")) == 7


def test_on_main_a_child_costs_what_any_issue_costs(tmp_path: Path) -> None:
    """Nothing is reserved before there is a branch, and then in the same transaction."""
    own = Place(tmp_path, "main", dict(os.environ))
    database = f"children_{os.urandom(4).hex()}"
    assert_done(own.run("init", "-p", "demo", "--database", database, BD_BRANCH=""))
    assert_done(own.run("create", "Epic", "--id", "demo-e", BD_BRANCH=""))
    packets: list[str] = []

    def file() -> tuple[str, int]:
        packets.clear()
        with own.tracker(on_packet=packets.append) as tracker:
            return tracker.create("Part", parent="demo-e").id, len(packets)

    assert file() == ("demo-e.1", 4)
    assert_done(own.run("branch", "create", "worker", BD_BRANCH=""))
    assert file() == ("demo-e.2", 5)
    on_branch = own.run("create", "Part", "--parent", "demo-e", BD_BRANCH="worker")
    assert "Created demo-e.3" in on_branch.stdout
    assert file() == ("demo-e.4", 5)
