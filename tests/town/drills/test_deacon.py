"""Drill: a deacon that is off, named, started by the daemon, poked, silent, and gone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from drills import Eventually, configure, kinds, said
from harness import Mayor, assert_done

pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not here")


@pytest.fixture
def town(mayor: Mayor) -> Iterator[Mayor]:
    yield mayor
    mayor.gt("daemon", "stop")
    socket = tmux.socket_name(Town(mayor.root))
    subprocess.run(["tmux", "-L", socket, "kill-server"], capture_output=True)


def test_a_deacon_from_off_to_gone(town: Mayor) -> None:
    file = town.root / "mayor" / "daemon.json"
    off = town.gt("deacon", "status")
    assert (off.returncode, off.stdout) == (
        0,
        f"state  off: name sessions.deacon.command in {file}\n",
    )
    refused = town.gt("deacon", "poke")
    assert (refused.returncode, refused.stderr) == (
        1,
        "Error: the deacon is off: no command is named for it\n"
        f"Hint: name sessions.deacon.command in {file}, then: gt daemon start\n",
    )
    content = town.file("mayor/daemon.json")
    content["sessions"]["deacon"]["command"] = ["cat"]
    file.write_text(json.dumps(content))
    assert town.gt("deacon", "status").stdout.startswith("state      stopped\n")
    assert town.gt("deacon", "poke").returncode == 1

    place = Town(town.root)
    assert tmux.run(place, "new-session", "-d", "-s", "deacon", "cat").returncode == 0
    found = town.answer("deacon", "status")
    assert found == {"state": "running", "command": ["cat"], "silent_seconds": None}
    assert town.gt("--readonly", "deacon", "poke").returncode == 1
    poked = town.gt("deacon", "poke", "Look; at $HOME")
    assert (poked.returncode, poked.stdout) == (0, "Poked the deacon: Look; at $HOME\n")
    assert town.answer("deacon", "poke")["text"].startswith("Your heartbeat is stale")

    heartbeat = town.root / "daemon" / "deacon.heartbeat"
    heartbeat.touch(mode=0o600)
    assert town.gt("deacon", "status").returncode == 0
    os.utime(heartbeat, (1, 1))
    stale = town.gt("deacon", "status")
    assert (stale.returncode, stale.stdout.splitlines()[0]) == (1, "state      stale")
    assert tmux.run(place, "kill-session", "-t", "=deacon").returncode == 0
    gone = town.gt("deacon", "status", "--json")
    assert (gone.returncode, json.loads(gone.stdout)["state"]) == (1, "stopped")


def test_the_daemon_starts_a_deacon_that_is_named(town: Mayor) -> None:
    assert_done(town.gt("daemon", "start"))
    assert not town.answer("daemon", "status").get("sessions")
    assert_done(town.gt("daemon", "stop"))
    content = town.file("mayor/daemon.json")
    content["sessions"]["deacon"]["command"] = ["cat"]
    (town.root / "mayor" / "daemon.json").write_text(json.dumps(content))
    assert_done(town.gt("daemon", "start"))
    assert "deacon" in town.answer("daemon", "status")["sessions"]


def test_a_missing_tmux_is_said_at_once_and_hinders_nothing_else(
    town: Mayor, eventually: Eventually, tmp_path: Path
) -> None:
    for program in ("git", "env", "cat"):
        (tmp_path / program).symlink_to(str(shutil.which(program)))
    configure(town, heartbeat_seconds=0.2)
    content = town.file("mayor/daemon.json")
    content["sessions"]["deacon"]["command"] = ["cat"]
    (town.root / "mayor" / "daemon.json").write_text(json.dumps(content))
    assert_done(town.gt("daemon", "start", PATH=str(tmp_path)))
    why = "tmux is not on the PATH, and the sessions run in it (hint: install tmux)"
    eventually(lambda: kinds(town) == ["session-restarts-deacon"])
    shown = town.gt("daemon", "status")
    assert (shown.returncode, f"deacon waiting: {why}" in said(shown)) == (1, True)
    assert "heartbeat" in shown.stdout
    assert "failed" not in shown.stdout
    status = town.gt("status")
    assert (status.returncode, f"the session deacon: {why}" in said(status)) == (1, True)

    (tmp_path / "tmux").symlink_to(str(shutil.which("tmux")))
    eventually(lambda: not kinds(town))
    assert_done(town.gt("status"))
