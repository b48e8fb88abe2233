"""Databases that nobody writes to: the server lets go of their memory, and loses nothing."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import psutil
import pytest

from beadwork.dolt.databases import idle
from beadwork.dolt.server.files import record
from beadwork.dolt.versions import gc
from harness import Person, assert_done

DATABASES = 12
MB = 1 << 20


def journal(person: Person, name: str) -> Path:
    return Path(person.server.data, name, ".dolt", "noms", gc.JOURNAL)


def make_trackers(person: Person, place: Path, number: int) -> list[str]:
    names = [f"db{index}" for index in range(number)]
    for name in names:
        (place / name).mkdir()
        assert_done(person.run("init", "-q", "-p", name, cwd=place / name))
        assert_done(person.run("create", f"In {name}", "-q", cwd=place / name))
    return names


def let_rest(person: Person, names: list[str]) -> None:
    """Make it look as if nobody had written to these databases for a while."""
    for name in names:
        past = time.time() - idle.IDLE_SECONDS - 60
        os.utime(journal(person, name), (past, past))


def memory(person: Person) -> int:
    known = record.read(person.server)
    assert known is not None
    return psutil.Process(known.pid).memory_info().rss


def test_what_is_idle_is_collected_and_loses_nothing(person: Person, tmp_path: Path) -> None:
    names = make_trackers(person, tmp_path, 3)
    let_rest(person, names[:2])
    done = person.run("gc", "--idle", "--json", cwd=tmp_path / "db2")
    assert_done(done)
    assert json.loads(done.stdout) == {"collected": True, "databases": ["db0", "db1"]}
    assert [journal(person, name).exists() for name in names] == [False, False, True]
    assert person.run("gc", "--idle", cwd=tmp_path / "db0").stdout == "Nothing is idle\n"
    for name in names:
        assert_done(person.run("create", "After", cwd=tmp_path / name))
        assert len(person.run("list", cwd=tmp_path / name).stdout.splitlines()) == 2
    assert journal(person, "db0").exists()


def test_nothing_is_collected_read_only(person: Person, tmp_path: Path) -> None:
    (name,) = make_trackers(person, tmp_path, 1)
    let_rest(person, [name])
    done = person.run("--readonly", "gc", "--idle", cwd=tmp_path / name)
    assert done.returncode == 1
    assert "--readonly" in done.stderr
    assert journal(person, name).exists()


def test_the_server_lets_go_of_the_memory_of_a_database(person: Person, tmp_path: Path) -> None:
    names = make_trackers(person, tmp_path, DATABASES)
    let_rest(person, names)
    assert_done(person.run("gc", "--idle", cwd=tmp_path / "db0"))
    assert_done(person.run("dolt", "restart", cwd=tmp_path / "db0"))
    assert len(person.run("list", cwd=tmp_path / "db1").stdout.splitlines()) == 1
    packed = memory(person)
    for name in names:
        assert_done(person.run("create", "Again", cwd=tmp_path / name))
    used = memory(person)
    assert used - packed > DATABASES * 2 * MB


def test_a_server_with_many_of_them_collects_by_itself(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = make_trackers(person, tmp_path, 2)
    let_rest(person, names)
    idle.collect_in_background(person.server)
    assert idle._children == []
    monkeypatch.setattr(idle, "MOST", 1)
    monkeypatch.setenv("BEADWORK_HOME", str(person.home / ".beads"))
    idle.collect_in_background(person.server)
    (child,) = idle._children
    assert child.wait(120) == 0
    assert [journal(person, name).exists() for name in names] == [False, False]


def test_a_directory_that_is_no_database_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "file").write_text("")
    assert idle.with_journal(str(tmp_path), time.time()) == []
