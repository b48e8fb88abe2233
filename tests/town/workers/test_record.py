"""The records of workers: written whole, found by name, refused where they are damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beadwork.errors import BadTown, Invalid, LockTimeout, LostRace, NotFound, Usage
from beadwork.model.workers import names
from beadwork.town.layout import Town
from beadwork.town.workers import record, worker_lock
from beadwork.town.workers.record import Worker

NUX = Worker(
    name="nux",
    rig="gastown",
    beads=("gt-1", "gt-2"),
    branch="polecat-nux-1",
    worktree="/somewhere/gastown/polecats/nux",
    git_branch="polecat-nux-1",
    session="gastown/nux",
    agent=("agent", "--go on"),
    actor="gastown/polecats/nux",
    created_at="2026-02-08T10:00:00Z",
    state="working",
)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def made(town: Town, worker: Worker) -> Worker:
    with worker_lock.held(town, worker.rig, worker.name, "gt sling"):
        record.create(town, worker)
    return worker


def test_a_worker_is_read_as_it_was_written_and_is_for_its_person_alone(town: Town) -> None:
    made(town, NUX)
    assert record.read(town, "gastown", "nux") == NUX
    path = Path(record.path(town, "gastown", "nux"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert record.write(town, NUX._replace(state="finishing")).state == "finishing"
    assert record.all_of(town).workers == [NUX._replace(state="finishing")]
    record.remove(town, NUX)
    record.remove(town, NUX)
    assert record.read(town, "gastown", "nux") is None
    assert list(path.parent.iterdir()) == []


def test_the_first_of_two_workers_of_one_name_stays(town: Town) -> None:
    made(town, NUX)
    with pytest.raises(LostRace, match="gastown has a worker nux already"):
        record.create(town, NUX._replace(beads=("gt-9",)))
    assert record.all_of(town).workers == [NUX]


def test_a_worker_is_found_by_its_name_or_with_its_rig(town: Town) -> None:
    other = NUX._replace(rig="beads")
    made(town, NUX)
    assert record.find(town, "nux") == NUX
    made(town, other)
    assert record.find(town, "beads/nux") == record.find(town, "nux", "beads") == other
    with pytest.raises(Usage, match="2 rigs have a worker nux") as refused:
        record.find(town, "nux")
    assert refused.value.hint == "name one: beads/nux, gastown/nux"
    with pytest.raises(NotFound, match='no worker "toast"') as missing:
        record.find(town, "toast")
    assert missing.value.hint == "the workers are: beads/nux, gastown/nux"
    with pytest.raises(NotFound):
        record.find(town, "beads/nux", "gastown")
    for hostile in ("../nux", "../../x/nux", "/etc/nux"):
        with pytest.raises(Invalid):
            record.find(town, hostile)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        json.dumps({**NUX._asdict(), "beads": []}),
        json.dumps({**NUX._asdict(), "beads": "gt-1"}),
        json.dumps({**NUX._asdict(), "branch": None}),
        json.dumps({**NUX._asdict(), "name": "toast"}),
        json.dumps({key: value for key, value in NUX._asdict().items() if key != "session"}),
    ],
)
def test_a_damaged_record_is_named_and_hides_no_other(town: Town, content: str) -> None:
    made(town, NUX)
    toast = made(town, NUX._replace(name="toast"))
    path = record.path(town, "gastown", "nux")
    Path(path).write_text(content)
    with pytest.raises(BadTown, match="nux.json is damaged"):
        record.read(town, "gastown", "nux")
    with pytest.raises(BadTown, match="nux.json is damaged"):
        record.find(town, "nux")
    found = record.all_of(town)
    assert (found.workers, list(found.damaged)) == ([toast], [path])


@pytest.mark.parametrize(
    "name",
    ["", "-x", "x-", "a--b", "Nux", "a.b", "a/b", "..", "a b", "a_b", "nüx", "1x", "x" * 33, "x\n"],
)
def test_what_no_worker_can_be_called(town: Town, name: str) -> None:
    for asked in (names.check, lambda text: record.path(town, "gastown", text)):
        with pytest.raises(Invalid):
            asked(name)


def test_names_of_the_pool_are_valid_and_never_run_out() -> None:
    taken: set[str] = set()
    for _ in range(3 * len(names.POOL)):
        taken.add(names.check(names.first_free(taken)))
    assert len(taken) == 3 * len(names.POOL)


def test_only_one_holds_the_lock_and_is_named(town: Town) -> None:
    assert worker_lock.holder(town, "gastown", "nux") == ""
    with worker_lock.held(town, "gastown", "nux", "gt done"):
        assert worker_lock.holder(town, "gastown", "nux").startswith("gt done (pid ")
        with (
            pytest.raises(LockTimeout, match=r"gt done \(pid \d+\) is at work on gastown/nux"),
            worker_lock.held(town, "gastown", "nux", "gt sling", 0),
        ):
            raise AssertionError("held twice")
        with worker_lock.held(town, "gastown", "toast", "gt done", 0):
            pass
    assert worker_lock.holder(town, "gastown", "nux") == ""
    assert list(Path(record.directory(town, "gastown")).iterdir()) == []
