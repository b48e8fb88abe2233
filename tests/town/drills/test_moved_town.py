"""A town is moved with `mv` while it runs: what runs is ended, what is said is so, and the town
goes on in its new place. Another town that takes the old place is left alone.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from beadwork.doctor import catalogue, runner, subject
from beadwork.doctor.finding import State
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.dolt.server.machine import process
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from beadwork.workspace.trust import places
from harness import Mayor, assert_done

Eventually = Callable[[Callable[[], bool]], None]


@pytest.fixture
def town(mayor: Mayor) -> Iterator[Mayor]:
    """A town with a daemon and one issue; it is stopped wherever it is at the end."""
    assert_done(mayor.person.run("create", "First", "--id", "hq-1", cwd=mayor.root))
    assert_done(mayor.gt("daemon", "start"))
    yield mayor
    for name in ("gt", "moved"):
        control.stop_daemon(Town(mayor.person.home / name))
        stop.stop(TownHome(str(mayor.person.home / name)))


def moved(town: Mayor) -> Mayor:
    """Move the town, and return it in its new place, which the person has taken up."""
    there = Mayor(town.person, "moved")
    town.root.rename(there.root)
    refused = there.gt("status")
    assert f"the town {there.root} was moved here from {town.root}, and not" in refused.stderr
    assert f"Hint: bd trust --town {there.root}" in refused.stderr
    assert_done(town.person.run("trust", "--town", there.root, cwd=there.root))
    return there


def assert_well(town: Mayor) -> None:
    """Fail unless the doctor is quiet and the issue is there."""
    assert "hq-1" in town.person.run("list", cwd=town.root).stdout
    places.trust_town(str(town.root))  # by this process, whose home is another
    here = subject.of_town(Town(town.root))
    outcomes = list(runner.run(here, catalogue.all_checks(), ()))
    here.close()
    bad = [found for found in outcomes if found.finding.state in (State.ERROR, State.WARNING)]
    assert not bad


def test_the_daemon_ends_its_server_and_itself(town: Mayor, eventually: Eventually) -> None:
    before = town.answer("daemon", "status")
    there = moved(town)
    eventually(lambda: process.has_ended(before["pid"]))
    assert process.has_ended(before["server"]["pid"])
    assert not town.root.exists()
    log = (there.root / "daemon" / "daemon.log").read_text()
    assert f"{town.root} was moved or replaced: daemon and servers end" in log
    refused = there.person.run("list", cwd=there.root)
    assert (refused.returncode, "`gt daemon start` does" in refused.stderr) == (3, True)
    assert there.gt("daemon", "stop").stdout == "No daemon of this town runs\n"
    assert_done(there.gt("daemon", "start"))
    assert_well(there)


def test_stop_ends_what_really_runs_and_says_no_more(town: Mayor, eventually: Eventually) -> None:
    before = town.answer("daemon", "status")
    daemon, server = before["pid"], before["server"]["pid"]
    os.kill(daemon, signal.SIGSTOP)  # it does not notice the move by itself
    there = moved(town)
    os.kill(daemon, signal.SIGCONT)
    stopped = there.gt("daemon", "stop")
    said = (f"Stopped the daemon (pid {daemon}) and its server (pid {server})\n", "No daemon of")
    assert (stopped.returncode, stopped.stdout.startswith(said)) == (0, True), stopped
    eventually(lambda: process.has_ended(daemon) and process.has_ended(server))
    assert_done(there.gt("daemon", "start"))
    assert_well(there)


def test_a_server_without_a_daemon_is_stopped_from_the_new_place(town: Mayor) -> None:
    before = town.answer("daemon", "status")
    daemon, server = before["pid"], before["server"]["pid"]
    os.kill(daemon, signal.SIGKILL)
    there = moved(town)
    status = there.gt("dolt", "status")
    assert (status.returncode, str(server) in status.stdout) == (3, True)
    assert there.gt("dolt", "stop").stdout == f"Stopped the server (pid {server})\n"
    assert process.has_ended(server)
    assert_done(there.gt("daemon", "start"))
    assert_well(there)


def test_a_start_in_the_new_place_ends_the_server_of_the_old_one(town: Mayor) -> None:
    before = town.answer("daemon", "status")
    os.kill(before["pid"], signal.SIGKILL)
    there = moved(town)
    started = there.gt("daemon", "start")
    assert_done(started)
    assert process.has_ended(before["server"]["pid"])
    assert_well(there)


def test_the_town_that_takes_the_old_place_is_left_alone(
    town: Mayor, eventually: Eventually
) -> None:
    before = town.answer("daemon", "status")
    town.root.rename(town.person.home / "moved")
    shutil.copytree(town.person.home / "moved", town.root, ignore=_sockets)
    other = {path: path.read_bytes() for path in files_of(town.root / "daemon")}
    eventually(lambda: process.has_ended(before["pid"]))
    assert process.has_ended(before["server"]["pid"])
    assert {path: path.read_bytes() for path in files_of(town.root / "daemon")} == other


def _sockets(directory: str, names: list[str]) -> list[str]:
    return [name for name in names if name.endswith(".sock")]


def files_of(directory: Path) -> list[Path]:
    """Return the files of a directory."""
    return sorted(path for path in directory.iterdir() if path.is_file())


def test_another_name_for_the_same_town_is_no_move(town: Mayor) -> None:
    before = town.answer("daemon", "status")
    link = Mayor(town.person, "link")
    link.root.symlink_to(town.root)
    status = link.answer("dolt", "status", cwd=link.root)
    assert status["pid"] == before["server"]["pid"]
    seen = control.status(Town(link.root))
    assert seen["pid"] == before["pid"]
    assert psutil.pid_exists(before["pid"])
    assert "hq-1" in town.person.run("-C", link.root, "list", cwd=town.root).stdout
