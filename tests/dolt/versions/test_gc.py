"""A garbage collection takes nothing that counts, whatever others do meanwhile, on either kind of
server.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from beadwork.dolt.versions import gc
from beadwork.tracker import open_internal as open_tracker
from foreign_servers import foreign
from harness import Person, assert_done

WRITERS = 3
COLLECTIONS = 6


@pytest.fixture
def at_home(person: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Let the API of this process act as the person."""
    monkeypatch.setenv("BEADWORK_HOME", str(person.home / ".beads"))
    monkeypatch.setenv("BEADWORK_DOLT", person.environment["BEADWORK_DOLT"])
    return person


def collect_under_writers(
    directory: Path, collect: Callable[[], None]
) -> tuple[set[str], set[str]]:
    """Collect while others create issues without a pause; return the ids that they reported,
    and those that are there.
    """
    enough = threading.Event()

    def write(number: int) -> list[str]:
        reported = []
        with open_tracker(str(directory), actor=f"worker-{number}", idle_seconds=0) as tracker:
            while not enough.is_set():
                reported.append(tracker.create(f"Of {number}", description="text " * 100).id)
        return reported

    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write, number) for number in range(WRITERS)]
        try:
            for _ in range(COLLECTIONS):
                collect()
        finally:
            enough.set()
        reported = {issue_id for writer in writing for issue_id in writer.result()}
    with open_tracker(str(directory), idle_seconds=0) as tracker:
        stored = {issue.id for issue in tracker.list().issues}
        commits = tracker.ask(
            lambda reader: reader.rows(
                "SELECT COUNT(*) FROM dolt_log WHERE message LIKE 'bd: create%%'"
            )
        )
    assert commits[0][0] == len(reported)
    return reported, stored


@pytest.mark.parametrize("words", [["gc"], ["gc", "--full"]], ids=" ".join)
def test_no_write_is_lost_while_it_runs(at_home: Person, tmp_path: Path, words: list[str]) -> None:
    assert_done(at_home.run("init", "-p", "demo", cwd=tmp_path))
    reported, stored = collect_under_writers(
        tmp_path, lambda: assert_done(at_home.run(*words, cwd=tmp_path))
    )
    assert reported == stored


def test_no_write_is_lost_where_it_cuts_connections(at_home: Person, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    with foreign(tmp_path / "server", behavior={"auto_gc_behavior": {"enable": False}}) as server:
        where = [
            "--server-host",
            "127.0.0.1",
            "--server-port",
            str(server.port),
            "--server-user",
            "root",
        ]
        assert_done(at_home.run("init", "-p", "demo", *where, cwd=project))
        reported, stored = collect_under_writers(
            project, lambda: assert_done(at_home.run("gc", cwd=project))
        )
        assert reported == stored
        again = at_home.run("gc", cwd=project)
        assert_done(again)
        assert again.stdout == (
            "Collected; the server is not run by bd, so its sizes are not visible here\n"
        )
        assert json.loads(at_home.run("gc", "--auto", "--json", cwd=project).stdout) == {
            "collected": False
        }


def test_sizes_are_told_and_history_stays(at_home: Person, tmp_path: Path) -> None:
    assert_done(at_home.run("init", "-p", "demo", cwd=tmp_path))
    with open_tracker(str(tmp_path), idle_seconds=0) as tracker:
        for number in range(20):
            tracker.create(f"Number {number}", description=f"{number} text " * 500)
        commits = tracker.ask(lambda reader: reader.rows("SELECT COUNT(*) FROM dolt_log"))
        said = json.loads(at_home.run("gc", "--json", cwd=tmp_path).stdout)
        assert said["collected"] is True
        assert said["before"]["journal_bytes"] > 0
        assert said["after"]["bytes"] < said["before"]["bytes"]
        assert tracker.ask(lambda reader: reader.rows("SELECT COUNT(*) FROM dolt_log")) == commits


def test_by_itself_it_is_done_only_when_it_is_worth_it(
    at_home: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_done(at_home.run("init", "-p", "demo", cwd=tmp_path))
    assert (
        json.loads(at_home.run("gc", "--auto", "--json", cwd=tmp_path).stdout)["collected"] is False
    )
    journal = at_home.server.data + f"/demo/.dolt/noms/{gc.JOURNAL}"
    with open(journal, "rb") as file:
        size = len(file.read())
    assert gc.sizes(at_home.server.data, "demo").journal == size
    assert gc.JOURNAL_LIMIT == 50_000_000
