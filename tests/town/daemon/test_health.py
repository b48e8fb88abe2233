"""The checks of health: what they write, what they warn of, and the journal that they watch."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access, health_queries
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import TownHome
from beadwork.town import configuration
from beadwork.town.daemon import health
from beadwork.town.layout import Town
from daemons import FAST, configure, hang_up, log, status
from drills import Eventually, kinds
from harness import Mayor, assert_done


def test_health_writes_to_a_private_database_and_nowhere_else(
    supervised: Mayor, eventually: Eventually
) -> None:
    commits = supervised.person.run("log", "--json", cwd=supervised.root).stdout
    eventually(lambda: (supervised.root / ".dolt-data" / "_daemon").is_dir())
    before = status(supervised)["jobs"]["health"]["at"]
    eventually(lambda: status(supervised)["jobs"]["health"]["at"] > before)
    assert status(supervised)["jobs"]["health"]["result"] == "well"
    assert supervised.person.run("log", "--json", cwd=supervised.root).stdout == commits
    assert [database["name"] for database in supervised.answer("dolt", "list")] == ["hq"]


def test_limits_raise_alerts_which_end_with_their_cause(
    supervised: Mayor, eventually: Eventually
) -> None:
    configure(supervised, daemon={**FAST, "disk_free_mb": 10**9})
    hang_up(supervised)
    eventually(lambda: kinds(supervised) == ["disk-space"])
    assert " MB are free on the disk of " in supervised.gt("daemon", "status").stdout
    configure(supervised)
    hang_up(supervised)
    eventually(lambda: kinds(supervised) == [])


def test_a_journal_that_has_grown_is_collected(supervised: Mayor, eventually: Eventually) -> None:
    home = TownHome(str(supervised.root))
    known = record.read(home)
    assert known
    with Session(access.address(home, known), None) as session:
        for statement in (
            "CREATE DATABASE bulk",
            "USE bulk",
            "CREATE TABLE t (id INT PRIMARY KEY, x LONGTEXT)",
        ):
            session.run(statement)
        for number in range(60):
            session.run("INSERT INTO t VALUES (%s, %s)", number, os.urandom(60_000).hex())
    assert health.journals(home)["bulk"] > 1
    configure(supervised, daemon={**FAST, "gc_seconds": 0.2, "journal_mb": 1})
    hang_up(supervised)
    eventually(lambda: "MB before, 0 MB now" in log(supervised))
    assert_done(supervised.person.run("list", cwd=supervised.root))


def test_a_server_that_ends_during_a_check_is_not_called_silent(
    mayor: Mayor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_done(mayor.person.run("list", cwd=mayor.root))
    home = TownHome(str(mayor.root))
    known = record.read(home)
    assert known

    def kill_and_ask(session: Session) -> None:
        os.kill(known.pid, signal.SIGKILL)
        session.run("SELECT 1")
        session.run("SELECT 1")

    monkeypatch.setattr(health_queries, "beat", kill_and_ask)
    limits = configuration.read(Town(mayor.root)).daemon
    assert health.look(home, limits, dict, runs=True) == []


def test_what_a_killed_writer_has_signed_is_removed(
    supervised: Mayor, eventually: Eventually
) -> None:
    home = TownHome(str(supervised.root))
    known = record.read(home)
    assert known
    dead = Path(home.control) / "writer-99999"
    dead.write_text("somebody")
    with Session(access.address(home, known), None) as session:
        alive = Path(home.control) / f"writer-{session.connection_id}"
        alive.write_text("me")
        eventually(lambda: not dead.exists())
        assert alive.exists()
    eventually(lambda: not alive.exists())
