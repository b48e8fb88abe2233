"""The daemon run for real, at short intervals: it starts, adopts, restarts, gives up, and says what
is wrong.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import log as server_log
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import ready, stop
from beadwork.dolt.server.machine import process
from beadwork.model.supervision import Event, Policy, State
from beadwork.town import alerts
from beadwork.town.daemon import (
    active_configuration,
    control,
    health,
    loop,
    remote_jobs,
    sessions,
)
from beadwork.town.daemon.managed import restart_alerts
from beadwork.town.daemon.managed.supervisor import ServerSupervisor
from beadwork.town.layout import Town
from drills import FAST, Eventually
from foreign_servers import foreign, free_port, held
from harness import ROOT, Mayor, assert_done


def configure(mayor: Mayor, **keys: Any) -> None:
    """Change `mayor/daemon.json`, at short intervals where nothing else is said."""
    path = mayor.root / "mayor" / "daemon.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "daemon": FAST, **keys}, indent=1))


def status(mayor: Mayor) -> Any:
    """Return what `gt daemon status --json` says, without a process for each look."""
    town = Town(mayor.root)
    return {**control.status(town), "alerts": [alert._asdict() for alert in alerts.open_ones(town)]}


def kinds(mayor: Mayor) -> list[str]:
    """Return the kinds of the alerts that are open."""
    return [alert["kind"] for alert in status(mayor)["alerts"]]


def log(mayor: Mayor) -> str:
    """Return the daemon's log."""
    return (mayor.root / "daemon" / "daemon.log").read_text()


def hang_up(mayor: Mayor) -> None:
    """Let the daemon read its configuration again."""
    os.kill(status(mayor)["pid"], signal.SIGHUP)


@pytest.fixture
def supervised(mayor: Mayor) -> Iterator[Mayor]:
    """A mayor whose daemon runs, at short intervals; it is stopped at the end."""
    configure(mayor)
    assert_done(mayor.gt("daemon", "start"))
    yield mayor
    mayor.gt("daemon", "stop")


def test_the_daemon_is_started_shown_and_stopped_with_its_server(
    mayor: Mayor, eventually: Eventually
) -> None:
    assert_done(mayor.gt("dolt", "stop"))
    done = mayor.gt("daemon", "status")
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "state  stopped")
    started = mayor.answer("daemon", "start")
    assert started["started"] is True
    try:
        again = mayor.gt("daemon", "start")
        assert again.stdout == (
            f"Runs already: daemon (pid {started['pid']}), "
            f"server (pid {started['server']['pid']}, port {started['server']['port']})\n"
        )
        eventually(lambda: "health" in status(mayor).get("jobs", {}))
        shown = mayor.gt("daemon", "status")
        assert shown.returncode == 0
        assert f"pid        {started['pid']}\n" in shown.stdout
        assert "well\n" in shown.stdout
        second = mayor.gt("daemon", "run")
        assert (second.returncode, second.stderr) == (
            1,
            f"Error: a daemon of {mayor.root} runs already\nHint: gt daemon status\n",
        )
        refused = mayor.gt("dolt", "stop")
        assert refused.returncode == 1
        assert f"the daemon (pid {started['pid']}) keeps the server alive" in refused.stderr
        assert "Hint: gt daemon stop" in refused.stderr
        assert_done(mayor.person.run("list", cwd=mayor.root))
    finally:
        stopped = mayor.gt("daemon", "stop")
    assert stopped.stdout == (
        f"Stopped the daemon (pid {started['pid']}) and its server (pid "
        f"{started['server']['pid']})\n"
    )
    assert not psutil.pid_exists(started["server"]["pid"])
    assert mayor.gt("daemon", "stop").stdout == "No daemon of this town runs\n"
    assert mayor.gt("dolt", "status").returncode == 3


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


def test_a_broken_configuration_keeps_the_old_one_and_is_never_overwritten(
    supervised: Mayor, eventually: Eventually
) -> None:
    path = supervised.root / "mayor" / "daemon.json"
    good, broken = path.read_text(), '{\n  "dolt_server": {"enabled": true,}\n}\n'
    path.write_text(broken)
    hang_up(supervised)
    eventually(lambda: kinds(supervised) == ["configuration"])
    text = status(supervised)["alerts"][0]["text"]
    assert text.startswith(f"{path} is damaged: line 2, column ")
    os.kill(status(supervised)["server"]["pid"], signal.SIGKILL)
    assert_done(supervised.person.run("create", "Meanwhile", cwd=supervised.root))
    assert path.read_text() == broken
    assert "cannot be used; the one before still holds" in supervised.gt("daemon", "status").stdout
    path.write_text(good)
    hang_up(supervised)
    eventually(lambda: kinds(supervised) == [])


def test_a_daemon_does_not_begin_with_a_broken_configuration(mayor: Mayor) -> None:
    path = mayor.root / "mayor" / "daemon.json"
    for content, said in (
        ('{"daemon": {\n"health_seconds": }}', "is damaged: line 2, column 19"),
        ('{"daemon": {"health_seconds": "soon"}}', "daemon.health_seconds cannot be 'soon'"),
        ('{"daemon": {"failures": 0}}', "daemon.failures cannot be 0"),
        ('{"dolt_server": {"enabled": 1}}', "dolt_server.enabled cannot be 1"),
        ('{"dolt_server": {"port": 70000}}', "dolt_server.port cannot be 70000"),
        ('{"dolt_server": {"topology": "none"}}', "dolt_server.topology cannot be 'none'"),
        (
            '{"sessions": {"deacon": {"command": "sleep 9"}}}',
            "sessions.deacon.command cannot be 'sleep 9'",
        ),
        ('{"sessions": {"../x": {}}}', "sessions cannot be '../x'"),
        ('{"dolt_remotes": []}', "dolt_remotes is not a JSON object"),
    ):
        path.write_text(content)
        done = mayor.gt("daemon", "start")
        assert done.returncode == 1, content
        assert f"{path}" in done.stderr
        assert said in done.stderr
        assert path.read_text() == content
    assert mayor.gt("daemon", "run").returncode == 1


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


@pytest.fixture
def impatient(mayor: Mayor) -> Iterator[Callable[..., int]]:
    """Start a daemon that waits a second for an answer, with some keys of `daemon`, and return its
    server's pid.
    """

    def start(**keys: Any) -> int:
        configure(mayor, daemon={**FAST, **keys})
        assert_done(mayor.gt("daemon", "start", BEADWORK_CONNECT_SECONDS="1"))
        return int(status(mayor)["server"]["pid"])

    yield start
    mayor.gt("daemon", "stop")


def test_a_server_that_does_not_answer_for_a_while_raises_an_alert_and_is_left_running(
    mayor: Mayor, impatient: Callable[..., int], eventually: Eventually
) -> None:
    pid = impatient(health_failures=1000)
    os.kill(pid, signal.SIGSTOP)
    try:
        eventually(lambda: kinds(mayor) == ["server-not-answering"])
        text = status(mayor)["alerts"][0]["text"]
        assert text.startswith(f"the server (pid {pid}) runs but does not answer: ")
        assert text.endswith(
            "after 1000 such checks in a row it is started anew. See `gt dolt logs`"
        )
    finally:
        os.kill(pid, signal.SIGCONT)
    eventually(lambda: kinds(mayor) == [])
    assert status(mayor)["server"]["pid"] == pid


def test_a_server_that_hangs_is_asked_to_end_and_started_anew(
    mayor: Mayor, impatient: Callable[..., int], eventually: Eventually
) -> None:
    pid = impatient()
    assert_done(mayor.person.run("create", "Before it hung", cwd=mayor.root))
    os.kill(pid, signal.SIGSTOP)
    try:
        eventually(lambda: status(mayor)["server"].get("pid", pid) != pid)
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
    eventually(lambda: kinds(mayor) == [])
    assert f"server: pid {pid} does not answer, and is asked to end" in log(mayor)
    assert "Before it hung" in mayor.person.run("list", cwd=mayor.root).stdout
    assert status(mayor)["server"]["restarts"] <= 1


def test_one_that_hung_before_the_daemon_came_is_started_anew_too(
    mayor: Mayor, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = TownHome(str(mayor.root))
    known = record.read(home)
    assert known
    monkeypatch.setattr(ready, "READY_SECONDS", 0.2)
    monkeypatch.setenv("BEADWORK_CONNECT_SECONDS", "0.2")
    psutil.Process(known.pid).suspend()
    supervisor = ServerSupervisor(
        home, lambda: Policy(first=0.1), logging.Logger("daemon"), lambda: None, lambda action: None
    )
    supervisor.start()
    try:
        eventually(lambda: process.find(home, known) is None)
        monkeypatch.undo()
        eventually(lambda: supervisor.state.state is State.RUNNING)
        assert_done(mayor.person.run("list", cwd=mayor.root))
    finally:
        supervisor.release(10)


def test_a_server_that_does_not_let_the_daemon_in_is_left_running(
    mayor: Mayor, eventually: Eventually
) -> None:
    configure(mayor)
    pid = mayor.answer("dolt", "status")["pid"]
    secret = mayor.root / "daemon" / "password"
    right = secret.read_text()
    secret.write_text("wrong\n")
    try:
        assert mayor.gt("daemon", "start").returncode == 3
        eventually(lambda: kinds(mayor) == ["server-gave-up"])
        assert f"refuses the password in {secret}" in status(mayor)["alerts"][0]["text"]
        secret.write_text(right)
        eventually(lambda: status(mayor)["server"].get("pid") == pid and kinds(mayor) == [])
        secret.write_text("wrong\n")  # the daemon knows the right one by now
        eventually(lambda: secret.read_text() == right)
        eventually(lambda: kinds(mayor) == [])
        assert status(mayor)["server"]["pid"] == pid
    finally:
        secret.write_text(right)
        assert_done(mayor.gt("daemon", "stop"))


def test_one_that_neither_answers_nor_ends_is_told_and_left_alone(
    mayor: Mayor, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = TownHome(str(mayor.root))
    known = record.read(home)
    assert known
    monkeypatch.setattr(stop, "EXIT_SECONDS", 0.2)
    monkeypatch.setattr(process, "terminate", lambda deaf: None)
    supervisor = ServerSupervisor(
        home, Policy, logging.Logger("daemon"), lambda: None, lambda action: None
    )
    supervisor.start()
    try:
        eventually(lambda: supervisor.state.state is State.RUNNING)
        for _ in range(3):
            supervisor.notify(Event.SILENT)
        eventually(lambda: bool(supervisor.stuck))
        assert supervisor.stuck.startswith(
            f"the server (pid {known.pid}) does not answer, and does not end: it was asked to, "
            "and is"
        )
        assert (supervisor.state.state, supervisor.record) == (State.RUNNING, known)
        assert mayor.person.run("list", cwd=mayor.root).returncode == 0
        supervisor.notify(Event.ANSWERED)
        eventually(lambda: not supervisor.stuck)
    finally:
        monkeypatch.undo()
        supervisor.release(10)


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


def test_two_towns_have_a_daemon_each(supervised: Mayor) -> None:
    second = Mayor(supervised.person, "second")
    assert_done(second.gt("install", second.root))
    configure(second)
    try:
        assert_done(second.gt("daemon", "start", cwd=second.root))
        pids = {
            json.loads(mayor.gt("daemon", "status", "--json", cwd=mayor.root).stdout)["pid"]
            for mayor in (supervised, second)
        }
        assert len(pids) == 2
        assert_done(second.gt("daemon", "stop", cwd=second.root))
        assert supervised.answer("dolt", "status")["running"] is True
        assert status(supervised)["running"] is True
    finally:
        second.gt("daemon", "stop", cwd=second.root)


def test_a_server_that_the_daemon_is_not_to_run_is_left_to_the_person(mayor: Mayor) -> None:
    configure(mayor, dolt_server={"enabled": False})
    started = mayor.gt("daemon", "start")
    try:
        assert "which runs no server: dolt_server.enabled is false" in started.stdout
        assert mayor.answer("dolt", "stop")["stopped"] is True
        assert mayor.person.run("list", cwd=mayor.root).returncode == 3
    finally:
        assert mayor.gt("daemon", "stop").stdout.startswith("Stopped the daemon")


def test_whether_the_daemon_runs_the_server_is_heeded_when_it_is_told(
    mayor: Mayor, eventually: Eventually
) -> None:
    configure(mayor)
    pid = mayor.answer("daemon", "start")["server"]["pid"]
    try:
        configure(mayor, dolt_server={"enabled": False})
        hang_up(mayor)
        eventually(lambda: "server" not in status(mayor))
        assert (
            "not run by the daemon: dolt_server.enabled is false"
            in mayor.gt("daemon", "status").stdout
        )
        assert mayor.answer("dolt", "status")["pid"] == pid
        assert mayor.answer("dolt", "stop")["stopped"] is True
        assert mayor.person.run("list", cwd=mayor.root).returncode == 3
        configure(mayor, dolt_server={"enabled": True})
        hang_up(mayor)
        eventually(lambda: status(mayor).get("server", {}).get("state") == "running")
        os.kill(status(mayor)["server"]["pid"], signal.SIGKILL)
        assert_done(mayor.person.run("list", cwd=mayor.root))
        assert kinds(mayor) == []
    finally:
        assert_done(mayor.gt("daemon", "stop"))


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


def test_the_logs_are_shown(supervised: Mayor) -> None:
    lines = supervised.answer("daemon", "logs")["lines"]
    assert any("server: adopted: pid" in line for line in lines)
    assert len(supervised.answer("daemon", "logs", "-n", "1")["lines"]) == 1
    assert supervised.answer("dolt", "logs")["log"] == str(
        supervised.root / "daemon" / "dolt-server.log"
    )
    for words in (["daemon", "logs", "-n", "-1"], ["dolt", "logs", "-f", "--json"]):
        assert supervised.gt(*words).returncode == 2


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not here")
def test_a_session_is_started_poked_when_silent_and_started_anew(
    mayor: Mayor, eventually: Eventually
) -> None:
    """The session writes what is typed into it to a file: first the poke, and it is started anew as
    that does not help.
    """
    told, starts = mayor.root / "told", mayor.root / "starts"
    script = mayor.root / "deacon.sh"
    script.write_text(f"echo $1 >> {starts}\nexec cat > {told}\n")
    command = ["sh", str(script), "a word; with 'quotes' $HOME"]
    deacon = {
        "command": command,
        "heartbeat_file": "beat",
        "stale_seconds": 0.5,
        "poke": "Go on; $HOME",
    }
    configure(mayor, sessions={"deacon": deacon})
    town = Town(mayor.root)
    place = {"TMUX_TMPDIR": str(mayor.person.home)}

    def tmux(*words: str) -> subprocess.CompletedProcess[str]:
        socket = sessions.socket_name(town)
        return subprocess.run(
            ["tmux", "-L", socket, *words],
            capture_output=True,
            text=True,
            env={**mayor.person.environment, **place},
        )

    assert_done(mayor.gt("daemon", "start", **place))
    try:
        eventually(lambda: told.exists() and told.read_text() == "Go on; $HOME\n")
        eventually(lambda: starts.exists() and len(starts.read_text().splitlines()) >= 2)
        assert set(starts.read_text().splitlines()) == {"a word; with 'quotes' $HOME"}
        assert "deacon: is hung, and is started anew" in log(mayor)
        configure(mayor, sessions={"deacon": {**deacon, "stale_seconds": 3600}})
        hang_up(mayor)
        eventually(
            lambda: (
                "daemon: has read" in log(mayor)
                and status(mayor)["sessions"] == {"deacon": "running"}
            )
        )
        count = len(starts.read_text().splitlines())
        tmux("kill-session", "-t", "deacon")
        eventually(lambda: len(starts.read_text().splitlines()) > count)
        assert "deacon: is gone, and is started anew" in log(mayor)
    finally:
        assert_done(mayor.gt("daemon", "stop"))
        tmux("kill-server")


def test_a_session_that_cannot_live_is_given_up_with_an_alert(
    mayor: Mayor, eventually: Eventually
) -> None:
    if not shutil.which("tmux"):
        pytest.skip("tmux is not here")
    place = {"TMUX_TMPDIR": str(mayor.person.home)}
    configure(
        mayor,
        sessions={"mayor": {"command": ["false"]}},
        daemon={**FAST, "settled_seconds": 5, "healthy_seconds": 9},
    )
    assert_done(mayor.gt("daemon", "start", **place))
    try:
        eventually(lambda: kinds(mayor) == ["session-gave-up-mayor"])
        eventually(lambda: status(mayor)["sessions"] == {"mayor": "gave up"})
        assert status(mayor)["server"]["state"] == "running"
    finally:
        assert_done(mayor.gt("daemon", "stop"))


@pytest.mark.parametrize(
    ("exists", "silent", "poked", "found"),
    [
        (False, 0, None, "gone"),
        (True, 9, None, "well"),
        (True, 10, None, "stale"),
        (True, 11, 1, "well"),
        (True, 20, 10, "hung"),
        (True, 3, 30, "well"),
    ],
)
def test_what_is_the_matter_with_a_session(
    exists: bool, silent: float, poked: float | None, found: str
) -> None:
    assert sessions.judge(exists=exists, silent=silent, poked=poked, stale=10) == found


def test_every_kind_of_alert_is_documented() -> None:
    text = (ROOT / "docs" / "design" / "daemon.md").read_text()
    for kind in (
        *health.KINDS,
        *restart_alerts.KINDS,
        active_configuration.CONFIGURATION,
        loop.OVERDUE,
        *(f"{kind}-NAME" for kind in loop.SESSION_KINDS),
        f"{remote_jobs.ALERT}DATABASE",
    ):
        assert f"\n| `{kind}` |" in text, kind


def test_nothing_of_the_daemon_is_readable_by_others(supervised: Mayor) -> None:
    assert (supervised.root / "daemon").stat().st_mode & 0o777 == 0o700
    assert record.read(TownHome(str(supervised.root))) is not None
