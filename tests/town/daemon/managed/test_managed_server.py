"""The server that a daemon keeps alive: adopted, started anew, given up with the reason, or left to
the person.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from beadwork.dolt.server.files import log as server_log
from beadwork.dolt.server.files.home import TownHome
from beadwork.town import alerts
from beadwork.town.layout import Town
from daemons import FAST, configure, hang_up, log, status
from drills import Eventually, kinds
from foreign_servers import foreign, free_port, held
from harness import Mayor, assert_done


def test_a_running_server_is_adopted_also_by_the_daemon_after_a_killed_one(
    mayor: Mayor, eventually: Eventually
) -> None:
    configure(mayor)
    server = mayor.answer("dolt", "status")["pid"]
    first = mayor.answer("daemon", "start")
    assert first["server"]["pid"] == server
    os.kill(first["pid"], signal.SIGKILL)
    eventually(lambda: not status(mayor)["running"])
    second = mayor.answer("daemon", "start")
    try:
        assert second["started"] is True
        assert second["server"]["pid"] == server
        assert log(mayor).count(f"server: adopted: pid {server}") == 2
    finally:
        assert_done(mayor.gt("daemon", "stop"))


def test_a_restart_by_hand_is_no_crash(supervised: Mayor, eventually: Eventually) -> None:
    pid = supervised.answer("dolt", "restart")["pid"]
    eventually(lambda: status(supervised)["server"].get("pid") == pid)
    assert status(supervised)["server"]["restarts"] == 0
    assert "has ended" not in log(supervised)


def test_bd_waits_for_a_server_that_the_daemon_brings_back(supervised: Mayor) -> None:
    before = status(supervised)["server"]["pid"]
    os.kill(before, signal.SIGKILL)
    began = time.monotonic()
    assert_done(
        supervised.person.run("create", "While it is away", "--id", "hq-1", cwd=supervised.root)
    )
    assert time.monotonic() - began < 10
    assert "While it is away" in supervised.person.run("show", "hq-1", cwd=supervised.root).stdout
    assert status(supervised)["server"]["pid"] != before


def test_bd_says_so_where_the_daemon_takes_its_time(mayor: Mayor, eventually: Eventually) -> None:
    configure(
        mayor,
        daemon={
            **FAST,
            "backoff_seconds": 3600,
            "backoff_max_seconds": 3600,
            "healthy_seconds": 3600,
        },
    )
    first = mayor.answer("daemon", "start")["server"]["pid"]
    try:
        os.kill(first, signal.SIGKILL)
        eventually(lambda: status(mayor)["server"].get("pid", first) != first)
        second = status(mayor)["server"]["pid"]
        os.kill(second, signal.SIGKILL)
        eventually(lambda: status(mayor)["server"]["state"] == "waiting")
        done = mayor.person.run("list", cwd=mayor.root, BEADWORK_CONNECT_SECONDS="0.2")
        daemon = status(mayor)["pid"]
        assert (done.returncode, done.stderr) == (
            3,
            f"Error: the server does not answer, and the daemon (pid {daemon}) is not starting it "
            f"now: pid {second} has ended\n"
            "Hint: gt daemon status   (`gt dolt start` starts it at once)\n",
        )
        third = mayor.answer("dolt", "start")["pid"]
        eventually(lambda: status(mayor)["server"].get("pid") == third)
    finally:
        assert_done(mayor.gt("daemon", "stop"))


def test_a_port_held_by_another_program_is_named_and_given_up_until_a_person_starts_it(
    mayor: Mayor, eventually: Eventually
) -> None:
    assert_done(mayor.gt("dolt", "stop"))
    with held() as port:
        configure(mayor, dolt_server={"enabled": True, "port": port})
        done = mayor.gt("daemon", "start")
        try:
            assert done.returncode == 3
            assert f"port {port} is held by" in done.stdout
            eventually(lambda: kinds(mayor) == ["server-gave-up"])
            eventually(lambda: status(mayor)["server"]["state"] == "gave up")
            failed = mayor.person.run("list", cwd=mayor.root)
            assert (failed.returncode, "Hint: gt dolt start" in failed.stderr) == (3, True)
        except BaseException:
            mayor.gt("daemon", "stop")
            raise
    try:
        pid = mayor.answer("dolt", "start")["pid"]
        eventually(lambda: status(mayor)["server"].get("pid") == pid and kinds(mayor) == [])
        eventually(lambda: not alerts.unsent(Town(mayor.root)))
        assert [mail["subject"] for mail in mayor.answer("mail", "inbox", "mayor/")] == [
            "Alert: server-gave-up"
        ]
    finally:
        assert_done(mayor.gt("daemon", "stop"))


def test_a_foreign_dolt_server_with_an_hq_on_the_port_is_neither_adopted_nor_harmed(
    mayor: Mayor, eventually: Eventually, tmp_path: Path
) -> None:
    assert_done(mayor.gt("dolt", "stop"))
    with foreign(tmp_path / "foreign", free_port()) as stranger:
        stranger.sql(
            "CREATE DATABASE hq",
            "CREATE TABLE hq.issues (id INT PRIMARY KEY)",
            "INSERT INTO hq.issues VALUES (7)",
        )
        configure(mayor, dolt_server={"enabled": True, "port": stranger.port})
        try:
            assert mayor.gt("daemon", "start").returncode == 3
            eventually(lambda: kinds(mayor) == ["server-gave-up"])
            assert mayor.person.run("list", cwd=mayor.root).returncode == 3
            assert stranger.process.poll() is None
            assert stranger.sql("SELECT id FROM hq.issues") == [(7,)]
            assert {name for (name,) in stranger.sql("SHOW DATABASES")} == {
                "hq",
                "information_schema",
                "mysql",
            }
            configure(mayor, dolt_server={"enabled": True})
            hang_up(mayor)
            eventually(lambda: status(mayor)["server"]["state"] == "running")
            assert_done(mayor.person.run("list", cwd=mayor.root))
        finally:
            assert_done(mayor.gt("daemon", "stop"))
        assert stranger.process.poll() is None


def test_a_server_that_the_daemon_is_not_to_run_is_left_to_the_person(mayor: Mayor) -> None:
    configure(mayor, dolt_server={"enabled": False})
    started = mayor.gt("daemon", "start")
    try:
        assert "which runs no server: dolt_server.enabled is false" in started.stdout
        assert mayor.answer("dolt", "stop")["stopped"] is True
        assert mayor.person.run("list", cwd=mayor.root).returncode == 3
    finally:
        assert mayor.gt("daemon", "stop").stdout.startswith("Stopped the daemon")


def test_damaged_data_is_given_up_with_the_way_to_bring_it_back(
    mayor: Mayor, eventually: Eventually
) -> None:
    assert_done(mayor.gt("dolt", "stop"))
    manifest = mayor.root / ".dolt-data" / "hq" / ".dolt" / "noms" / "manifest"
    good = manifest.read_bytes()
    manifest.write_text("damaged\n")
    said = (
        "the server ended while starting: Failed to load database hq due to error: corrupt "
        f"manifest; hq: {manifest} is damaged"
    )
    configure(mayor)
    done = mayor.gt("dolt", "start")
    assert (done.returncode, done.stderr) == (
        3,
        f"Error: {said}\nHint: gt dolt recover hq\n",
    )
    try:
        assert mayor.gt("daemon", "start").returncode == 3
        eventually(lambda: kinds(mayor) == ["database-unreadable", "server-gave-up"])
        assert status(mayor)["alerts"][1]["text"] == (
            f"the daemon gave up on the server after 5 failed starts: {said}. "
            "Hint: gt dolt recover hq. `gt dolt start` tries again"
        )
        manifest.write_bytes(good)
        assert_done(mayor.gt("dolt", "start"))
        eventually(lambda: kinds(mayor) == [])
    finally:
        assert_done(mayor.gt("daemon", "stop"))


def test_the_log_of_a_server_that_runs_for_long_is_kept_short(
    supervised: Mayor, eventually: Eventually
) -> None:
    home = TownHome(str(supervised.root))
    with open(home.log, "ab") as file:
        file.write(b"what it said\n")
        file.truncate(server_log.ROTATE_BYTES + 1)
    eventually(lambda: os.path.getsize(home.log) == 0)
    with open(f"{home.log}.1", "rb") as old:
        assert b"what it said\n" in old.read()
