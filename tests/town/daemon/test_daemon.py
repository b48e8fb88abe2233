"""The daemon run for real, at short intervals: it starts with its server, is alone in its town, and
stops with it.
"""

from __future__ import annotations

import json

from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.machine import process
from beadwork.town.daemon import active_configuration, health, loop, remote_jobs
from beadwork.town.daemon.managed import restart_alerts
from daemons import configure, status
from drills import Eventually
from harness import ROOT, Mayor, assert_done


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
    assert process.has_ended(started["server"]["pid"])
    assert mayor.gt("daemon", "stop").stdout == "No daemon of this town runs\n"
    assert mayor.gt("dolt", "status").returncode == 3


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


def test_the_logs_are_shown(supervised: Mayor) -> None:
    lines = supervised.answer("daemon", "logs")["lines"]
    assert any("server: adopted: pid" in line for line in lines)
    assert len(supervised.answer("daemon", "logs", "-n", "1")["lines"]) == 1
    assert supervised.answer("dolt", "logs")["log"] == str(
        supervised.root / "daemon" / "dolt-server.log"
    )
    for words in (["daemon", "logs", "-n", "-1"], ["dolt", "logs", "-f", "--json"]):
        assert supervised.gt(*words).returncode == 2


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
