"""The server's record is lost or damaged: the daemon writes it again, and without a daemon the next
command, which finds the server by its process.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import TownHome
from drills import Eventually, assert_mended, bd, doctor, said
from foreign_servers import foreign, free_port
from harness import Mayor, assert_done


def test_a_lost_record_is_written_again(town: Mayor, eventually: Eventually) -> None:
    home = TownHome(str(town.root))
    known = record.read(home)
    assert known is not None
    for text in ("", "junk", "[]", '{"pid": "x"}', None):
        if text is None:
            Path(home.record).unlink()
        else:
            Path(home.record).write_text(text)
        eventually(lambda: record.read(home) == known)
        assert bd(town, "widget", "ready")
    assert_mended(town)


@pytest.fixture
def unkept(town: Mayor) -> Mayor:
    """A town whose server runs without a daemon."""
    assert_done(town.gt("daemon", "stop"))
    path = town.root / "mayor" / "daemon.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "dolt_server": {"enabled": True, "port": free_port()}}))
    assert_done(town.gt("dolt", "start"))
    return town


def test_a_command_finds_the_server_by_its_process(unkept: Mayor) -> None:
    home = TownHome(str(unkept.root))
    known = record.read(home)
    assert known is not None
    for text in (None, "junk"):
        for program, word, answer in (("bd", "ready", 0), ("gt", "ready", 0), ("gt", "status", 1)):
            Path(home.record).write_text(text or "")
            if text is None:
                Path(home.record).unlink()
            done = unkept.person.run(word, cwd=unkept.root / "widget", program=program)
            assert done.returncode == answer, said(done)  # 1: no daemon runs
            assert "wg-1" in done.stdout or f"running  pid {known.pid}" in done.stdout
            assert record.read(home) == known
    assert_done(unkept.gt("daemon", "start"))
    assert_mended(unkept)


def test_another_server_is_not_taken_for_the_lost_one(unkept: Mayor, tmp_path: Path) -> None:
    home = TownHome(str(unkept.root))
    known = record.read(home)
    assert known is not None
    assert_done(unkept.gt("dolt", "stop"))
    with foreign(tmp_path / "foreign", known.port):
        refused = unkept.person.run("ready", cwd=unkept.root / "widget")
        assert (refused.returncode, "Hint: gt dolt start" in refused.stderr) == (3, True)
        assert record.read(home) is None
    assert_done(unkept.gt("daemon", "start"))
    assert_mended(unkept)


def test_our_own_server_without_its_record_is_not_foreign(unkept: Mayor) -> None:
    record_file = Path(TownHome(str(unkept.root)).record)
    record_file.unlink()
    found = doctor(unkept)
    for name in ("foreign-server", "port-conflict", "stale-lock", "server-reachable"):
        assert found[name]["state"] == "ok", found[name]
    assert_done(unkept.gt("daemon", "start"))
    assert_mended(unkept)
