"""A town in which each rig has a Dolt server of its own: switched to and back, started by name,
crossed, kept alive.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.dolt.server.machine import process
from beadwork.town import alerts
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from harness import Mayor, assert_done

Eventually = Callable[[Callable[[], bool]], None]
RIGS = ("hq", "gadget", "widget")
FAST = {
    "heartbeat_seconds": 0.2,
    "health_seconds": 0.2,
    "backoff_seconds": 0.1,
    "settled_seconds": 0.1,
}


def topology(mayor: Mayor, name: str) -> None:
    """Change `mayor/daemon.json`."""
    path = mayor.root / "mayor" / "daemon.json"
    content = json.loads(path.read_text())
    content["dolt_server"]["topology"] = name
    path.write_text(json.dumps({**content, "daemon": FAST}))


def servers(mayor: Mayor) -> dict[str, Any]:
    """Return what `gt dolt status --json` says of each server."""
    found = json.loads(mayor.gt("dolt", "status", "--json").stdout)["servers"]
    return {server["name"]: server for server in found}


def running(mayor: Mayor) -> list[str]:
    return [name for name, server in servers(mayor).items() if server["running"]]


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town with two rigs, of which wg-1 waits for gd-1, switched to a server for each; none of
    them runs.
    """
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    mayor.answer("rig", "add", "gadget", project, "--prefix", "gd")
    for place, issue_id in (("gadget", "gd-1"), ("widget", "wg-1"), ("widget", "wg-2")):
        assert_done(mayor.person.run("create", "Work", "--id", issue_id, cwd=mayor.root / place))
    assert_done(mayor.person.run("dep", "add", "wg-1", "gd-1", cwd=mayor.root))
    assert_done(mayor.gt("dolt", "stop"))
    topology(mayor, "per-rig")
    yield mayor
    mayor.gt("daemon", "stop")
    for name in (*RIGS, "third"):
        stop.stop(TownHome(str(mayor.root), name))


def said(town: Mayor, *words: str, place: str = "widget", status: int = 0) -> str:
    """Run `bd WORDS` in a rig and return what it prints, on standard error where it has to fail."""
    done = town.person.run(*words, cwd=town.root / place)
    assert done.returncode == status, done.stderr or done.stdout
    return done.stderr if status else done.stdout


def _health(place: Town, name: str) -> str:
    """Return what came of the last look of the daemon at one server."""
    return str(control.status(place).get("jobs", {}).get(f"health {name}", {}).get("result"))


def ids(text: str) -> list[str]:
    return sorted(entry["id"] for entry in json.loads(text))


def test_each_server_is_started_shown_and_stopped_by_name_or_with_all(town: Mayor) -> None:
    done = town.gt("dolt", "status")
    assert (done.returncode, done.stdout) == (
        3,
        "hq      stopped    (gt dolt start hq)\n"
        "gadget  stopped    (gt dolt start gadget)\n"
        "widget  stopped    (gt dolt start widget)\n",
    )
    assert [server["name"] for server in town.answer("dolt", "start", "widget")["servers"]] == [
        "widget"
    ]
    assert running(town) == ["widget"]
    assert ids(said(town, "list", "--json")) == ["wg-1", "wg-2"]
    refused = said(town, "list", place="gadget", status=3)
    assert refused.startswith("Error: no server of gadget answers at ")
    assert "Hint: gt dolt start gadget\n" in refused
    assert running(town) == ["widget"]  # bd has started none
    assert_done(town.gt("dolt", "start"))
    seen = servers(town)
    assert list(seen) == list(RIGS)
    assert (
        len({server["pid"] for server in seen.values()})
        == len({server["port"] for server in seen.values()})
        == 3
    )
    assert {server["server_uuid"] for server in servers(town).values()} == {
        server["server_uuid"] for server in seen.values()
    }
    assert town.gt("dolt", "status").returncode == 0
    again = town.answer("dolt", "restart", "gadget")["servers"]
    assert again[0]["pid"] != seen["gadget"]["pid"]
    assert servers(town)["widget"]["pid"] == seen["widget"]["pid"]
    assert_done(town.gt("dolt", "logs", "gadget"))
    rows = town.gt("dolt", "sql", "-q", "SHOW DATABASES", "--database", "gadget", "--json").stdout
    assert [row["Database"] for row in json.loads(rows)] == [
        "gadget",
        "information_schema",
        "mysql",
    ]
    stopped = town.gt("dolt", "stop", "gadget")
    assert stopped.stdout == f"Stopped the server of gadget (pid {again[0]['pid']})\n"
    assert running(town) == ["hq", "widget"]
    assert town.gt("dolt", "start", "nope").returncode == 1
    assert len(town.answer("dolt", "stop")["servers"]) == 2
    assert town.gt("dolt", "stop").stdout == "No server runs\n"


def test_an_edge_into_another_rig_blocks_and_one_that_cannot_be_read_is_said(town: Mayor) -> None:
    assert_done(town.gt("dolt", "start"))
    assert ids(said(town, "ready", "--json")) == ["wg-2"]
    assert "Error: wg-1 is blocked by gd-1\n" in said(town, "close", "wg-1", status=1)
    assert "gd-1 (blocks) Work\n" in said(town, "show", "wg-1")
    assert "wg-1 (blocks) Work\n" in said(town, "show", "gd-1", place="gadget")
    assert "wg-1" in town.person.run("delete", "gd-1", "--dry-run", cwd=town.root / "gadget").stdout
    assert ids(town.gt("ready", "--json").stdout) == ["gd-1", "wg-2"]
    status = json.loads(town.gt("status", "--json").stdout)
    assert [(rig["name"], rig["blocked"]) for rig in status["rigs"]] == [
        ("hq", 0),
        ("gadget", 0),
        ("widget", 1),
    ]
    assert status["down"] == ["daemon"]
    assert_done(town.gt("dolt", "stop", "gadget"))
    done = town.person.run("ready", "--json", cwd=town.root / "widget")
    assert ids(done.stdout) == ["wg-2"]
    assert done.stderr == (
        "Warning: gadget cannot be asked, so gd-1 is not known and holds: its server does not "
        "answer\n"
    )
    (town.root / ".dolt-data" / "widget").chmod(0o755)
    for check, line in (
        ("server-reachable", "gadget: no server runs over "),
        ("credentials-mode", "widget: "),
    ):
        checked = json.loads(town.gt("doctor", "--check", check, "--json").stdout)["checks"][0]
        assert checked["state"] == "error"
        assert [evidence[: len(line)] for evidence in checked["evidence"]] == [line]
    assert_done(town.gt("doctor", "--check", "credentials-mode", "--fix"))
    done = town.person.run("show", "wg-2", cwd=town.root / "widget")
    assert done.returncode == 0
    assert done.stderr == (
        "Warning: gadget cannot be read, and what waits there is not shown: its server does "
        "not answer\n"
    )
    found = town.gt("status", "--json")
    assert found.returncode == 1
    assert json.loads(found.stdout)["down"] == ["daemon", "rig gadget"]
    states = {server["name"]: server["state"] for server in json.loads(found.stdout)["servers"]}
    assert states == {"hq": "running", "gadget": "stopped", "widget": "running"}
    shown = town.gt("status").stdout
    assert "\nrig     server   open  doing" in shown
    assert "\ngadget  stopped  its server does not answer (gt dolt start gadget)\n" in shown
    assert "gadget is left out: its server does not answer" in town.gt("ready").stderr
    listed = town.gt("dolt", "list")
    gadget = listed.stdout.splitlines()[1]
    assert (listed.returncode, gadget.startswith("gadget  not served ")) == (1, True)
    assert gadget.endswith("  its server does not answer: gt dolt start gadget")
    assert_done(town.gt("dolt", "start", "gadget"))
    said(town, "close", "gd-1")
    assert ids(said(town, "ready", "--json")) == ["wg-1", "wg-2"]


def test_the_topology_is_another_line_between_a_stop_and_a_start(town: Mayor) -> None:
    assert_done(town.gt("dolt", "start"))
    said(town, "create", "Made on a server of its own", "--id", "wg-3")
    topology(town, "per-town")
    assert ids(said(town, "list", "--json")) == [
        "wg-1",
        "wg-2",
        "wg-3",
    ]  # what runs serves everybody until it is stopped
    refused = town.gt("dolt", "start")
    assert refused.returncode == 1
    assert "still runs, and " in refused.stderr
    assert "asks for one for all rigs" in refused.stderr
    stopped = town.gt("dolt", "stop")
    assert stopped.stderr.count("Stopped a server of the other topology") == 3
    assert town.answer("dolt", "start")["started"] is True
    assert ids(said(town, "list", "--json")) == ["wg-1", "wg-2", "wg-3"]
    assert ids(said(town, "ready", "--json")) == ["wg-2", "wg-3"]
    named = town.gt("dolt", "start", "widget")
    assert (named.returncode, named.stderr.splitlines()[0]) == (
        2,
        "Error: widget has no server of its own: the town has one for all rigs",
    )
    topology(town, "per-rig")
    assert ids(said(town, "list", "--json")) == ["wg-1", "wg-2", "wg-3"]
    refused = town.gt("dolt", "start")
    assert "Error: the server of the whole town (pid " in refused.stderr
    assert "as another topology wanted it: gt dolt stop" in town.gt("dolt", "status").stderr
    assert_done(town.gt("dolt", "stop"))
    assert_done(town.gt("dolt", "start"))
    assert ids(said(town, "list", "--json")) == ["wg-1", "wg-2", "wg-3"]


def test_a_rig_is_added_and_removed_with_its_server(town: Mayor, project: Path) -> None:
    added = town.answer("rig", "add", "third", project, "--prefix", "th")
    assert added["database"] == "third"
    assert running(town) == ["third"]
    assert said(town, "create", "Here", "--silent", place="third").startswith("th-")
    refused = town.gt("dolt", "migrate", "--dry-run")
    assert refused.stdout == "No database has an older layout\n"
    assert town.answer("dolt", "init-rig", "gadget")["made"] is False
    assert_done(town.gt("dolt", "start"))
    assert [database["name"] for database in town.answer("dolt", "backup")["databases"]] == [
        "gadget",
        "hq",
        "third",
        "widget",
    ]
    assert_done(town.gt("dolt", "recover"))
    assert_done(town.gt("dolt", "fix-metadata", "--dry-run"))
    assert_done(town.gt("mail", "send", "mayor/", "-s", "Hello", "-m", "There"))
    assert town.answer("rig", "remove", "third", "--purge", "third")["purged"] is True
    assert running(town) == list(RIGS)
    assert not (town.root / ".dolt-data" / "third").exists()
    assert len(list((town.root / "backups" / "removed").glob("third-*/.dolt"))) == 1


def test_what_the_remote_holds_is_fetched_before_the_rigs_server_starts(
    town: Mayor, project: Path
) -> None:
    bare = town.person.home / "bare.git"
    subprocess.run(
        ["git", "clone", "-q", "--bare", project, bare], check=True, env=town.person.environment
    )
    assert_done(town.gt("dolt", "start", "widget"))
    for call in (
        f"CALL DOLT_REMOTE('add', 'origin', 'git+file://{bare}')",
        "CALL DOLT_PUSH('origin', 'main')",
    ):
        assert_done(town.gt("dolt", "sql", "-q", call, "--database", "widget"))
    assert_done(town.gt("rig", "remove", "widget"))
    assert running(town) == []
    refused = town.gt("rig", "add", "third", bare, "--prefix", "th")
    assert (
        "Error: the database third already exists, and its ids begin with wg-\n" in refused.stderr
    )
    assert running(town) == []
    shutil.rmtree(town.root / ".dolt-data" / "third")
    added = town.answer("rig", "add", "third", bare)
    assert (added["prefix"], added["fetched"], "taken_up" in added) == ("wg", True, False)
    assert running(town) == ["third"]
    assert ids(said(town, "list", "--json", place="third")) == ["wg-1", "wg-2"]
    remote = town.gt(
        "dolt", "sql", "-q", "SELECT url FROM dolt_remotes", "--database", "third", "--json"
    ).stdout
    assert json.loads(remote) == [{"url": f"git+file://{bare}"}]
    rows = town.gt("dolt", "sql", "-q", "SHOW DATABASES", "--database", "third", "--json").stdout
    assert "third" in [row["Database"] for row in json.loads(rows)]
    assert not (town.root / "daemon" / "rigs" / "third" / "fetching").exists()


def test_the_daemon_keeps_each_server_and_a_crash_of_one_is_no_other_ones(
    town: Mayor, eventually: Eventually
) -> None:
    assert_done(town.gt("daemon", "start"))
    place = Town(town.root)
    widget, gadget = (TownHome(str(town.root), name) for name in ("widget", "gadget"))
    eventually(lambda: all(_health(place, name) == "well" for name in RIGS))
    shown = town.gt("daemon", "status").stdout
    for name in RIGS:
        assert f"server of {name}" in shown
    refused = town.gt("dolt", "stop", "widget")
    assert refused.returncode == 1
    assert "keeps the server alive" in refused.stderr
    known, before = record.read(widget), record.read(gadget)
    assert known is not None
    assert before is not None
    with Session(access.address(widget, known), "widget") as session:
        connection = session.connection_id
        os.kill(before.pid, signal.SIGKILL)
        assert ids(said(town, "list", "--json", place="gadget")) == ["gd-1"]  # which waits for it
        assert session.rows("SELECT CONNECTION_ID()") == ((connection,),)
    now = record.read(gadget)
    assert now is not None
    assert now.pid != before.pid
    assert process.find(widget, known) is not None
    eventually(lambda: running(town) == list(RIGS))
    assert alerts.open_ones(place) == []
    well = town.gt("doctor", "--json")
    assert [
        check["name"]
        for check in json.loads(well.stdout)["checks"]
        if check["state"] in ("error", "warning")
    ] == []
    assert town.gt("status").returncode == 0
    assert_done(town.gt("daemon", "stop"))
    assert running(town) == []


def test_the_daemon_follows_the_rigs_and_a_silent_server_delays_no_other(
    town: Mayor, project: Path, eventually: Eventually
) -> None:
    assert_done(town.gt("daemon", "start"))
    place = Town(town.root)
    widget = record.read(TownHome(str(town.root), "widget"))
    assert widget is not None
    eventually(lambda: all(_health(place, name) == "well" for name in RIGS))

    def looked_at(name: str) -> str:
        return str(control.status(place)["jobs"][f"health {name}"]["at"])

    os.kill(widget.pid, signal.SIGSTOP)
    try:
        first = looked_at("gadget")
        eventually(lambda: looked_at("gadget") > first)
        second, hung = looked_at("gadget"), looked_at("widget")
        eventually(lambda: looked_at("gadget") > second)
        assert looked_at("widget") == hung
    finally:
        os.kill(widget.pid, signal.SIGCONT)
    topology(town, "per-town")
    os.kill(control.status(place)["pid"], signal.SIGHUP)
    eventually(lambda: [alert.kind for alert in alerts.open_ones(place)] == ["configuration"])
    (alert,) = alerts.open_ones(place)
    assert "dolt_server.topology is per-town now, and the daemon runs servers per-rig" in alert.text
    assert "`gt daemon restart`" in alert.text
    topology(town, "per-rig")
    os.kill(control.status(place)["pid"], signal.SIGHUP)
    eventually(lambda: not alerts.open_ones(place))
    assert town.answer("rig", "remove", "gadget", "--purge", "gadget")["purged"] is True
    assert running(town) == ["hq", "widget"]
    assert "health gadget" not in control.status(place)["jobs"]
    assert not (town.root / ".dolt-data" / "gadget").exists()
    assert_done(town.gt("rig", "add", "third", project, "--prefix", "th"))
    eventually(lambda: _health(place, "third") == "well")
    assert_done(town.gt("rig", "remove", "third"))
    assert running(town) == ["hq", "widget"]
    assert_done(town.gt("daemon", "stop"))
    assert running(town) == []
