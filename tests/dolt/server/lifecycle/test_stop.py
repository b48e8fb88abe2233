"""Stopping, restarting and staying with the server: nothing that was acknowledged is lost, and
nobody else is ended.
"""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from beadwork.dolt.server.files import record
from foreign_servers import serving
from harness import Person, assert_done

Eventually = Callable[[Callable[[], bool]], None]


@pytest.fixture
def project(person: Person, tmp_path: Path) -> Path:
    """A workspace of the person's."""
    directory = tmp_path / "project"
    directory.mkdir()
    assert_done(person.run("init", "-p", "demo", cwd=directory))
    return directory


def pid(person: Person) -> int:
    known = record.read(person.server)
    assert known
    return known.pid


def test_stop_loses_no_write_of_a_writer_that_goes_on(person: Person, project: Path) -> None:
    written: list[str] = []
    failures: list[str] = []
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            made = person.run("create", f"Issue {len(written)}", "--silent", cwd=project)
            if made.returncode:
                failures.append(made.stderr)
            else:
                written.append(made.stdout.strip())

    writer = threading.Thread(target=write)
    writer.start()
    stopped = [
        json.loads(person.run("dolt", "stop", "--json", cwd=project).stdout) for _ in range(6)
    ]
    over.set()
    writer.join()
    # Whoever is cut off again and again gives up, saying so; what was not acknowledged is not there
    # either (below).
    assert all("the server does not answer" in failure for failure in failures), failures
    assert any(answer["stopped"] for answer in stopped)
    listed = json.loads(person.run("list", "--json", "--limit", "0", cwd=project).stdout)
    assert sorted(issue["id"] for issue in listed) == sorted(written)
    log = json.loads(person.run("log", "--json", "--limit", "0", cwd=project).stdout)
    assert sum("create" in json.dumps(commit) for commit in log) == len(written)


def test_a_server_that_somebody_suspended_ends_too(person: Person, project: Path) -> None:
    suspended = pid(person)
    psutil.Process(suspended).suspend()
    stopped = person.run("dolt", "stop", "--json", cwd=project, BEADWORK_CONNECT_SECONDS="0.5")
    assert_done(stopped)
    assert json.loads(stopped.stdout)["pid"] == suspended
    assert serving(person.server.configuration) == []


def test_stop_leaves_nothing_running(person: Person, project: Path) -> None:
    server = psutil.Process(pid(person))
    assert (
        person.run("dolt", "stop", cwd=project).stdout == f"Stopped the server (pid {server.pid})\n"
    )
    assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE
    assert not Path(person.server.socket).exists()
    assert person.run("dolt", "stop", cwd=project).stdout == "No server of yours runs\n"


def test_status_says_3_when_it_is_down(person: Person, project: Path) -> None:
    up = person.run("dolt", "status", "--json", cwd=project)
    assert up.returncode == 0
    facts = json.loads(up.stdout)
    assert {
        "running",
        "pid",
        "port",
        "socket",
        "data_dir",
        "server_uuid",
        "version",
    } <= facts.keys()
    assert facts["running"] is True
    person.run("dolt", "stop", cwd=project)
    down = person.run("dolt", "status", "--json", cwd=project)
    assert down.returncode == 3
    assert json.loads(down.stdout)["running"] is False


def test_restart_takes_up_changed_settings_and_keeps_the_data(
    person: Person, project: Path
) -> None:
    person.run("create", "Kept", cwd=project)
    before = record.read(person.server)
    assert before
    person.run("dolt", "set", "server.log-level", "info", cwd=project)
    assert person.run("dolt", "restart", cwd=project).returncode == 0
    after = record.read(person.server)
    assert after and after.uuid == before.uuid and after.pid != before.pid
    assert json.loads(Path(person.server.configuration).read_text())["log_level"] == "info"
    assert "Kept" in person.run("list", cwd=project).stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_in_the_foreground_a_signal_stops_the_server(
    person: Person, project: Path, eventually: Eventually, number: signal.Signals
) -> None:
    person.run("dolt", "stop", cwd=project)
    with person.start("dolt", "start", "--foreground", cwd=project) as foreground:
        eventually(lambda: bool((found := record.read(person.server)) and found.uuid))
        # It is the same server to every command.
        assert person.run("create", "By the service", cwd=project).returncode == 0
        assert len(serving(person.server.configuration)) == 1
        foreground.send_signal(number)
        _, said = foreground.communicate()
    assert foreground.returncode == 0, said
    assert not serving(person.server.configuration)
    assert record.read(person.server) is None


def test_the_foreground_ends_with_0_when_stopped_by_name(
    person: Person, project: Path, eventually: Eventually
) -> None:
    # It stays with a server that runs already.
    with person.start("dolt", "start", "--foreground", cwd=project) as foreground:
        assert foreground.stderr and foreground.stderr.readline().startswith("serving ")
        before = pid(person)
        assert person.run("dolt", "restart", cwd=project).returncode == 0
        assert pid(person) != before
        assert foreground.poll() is None
        assert person.run("dolt", "stop", cwd=project).returncode == 0
        foreground.communicate()
    assert foreground.returncode == 0


def test_the_foreground_ends_with_1_when_the_server_dies(person: Person, project: Path) -> None:
    with person.start("dolt", "start", "--foreground", cwd=project) as foreground:
        assert foreground.stderr and foreground.stderr.readline().startswith("serving ")
        psutil.Process(pid(person)).send_signal(signal.SIGKILL)
        _, said = foreground.communicate()
    assert foreground.returncode == 1
    assert "died" in said


def test_logs_show_the_end(person: Person, project: Path) -> None:
    Path(person.server.log).write_text("".join(f"line {number}\n" for number in range(100)))
    assert person.run("dolt", "logs", "-n", "2", cwd=project).stdout == "line 98\nline 99\n"
    assert json.loads(person.run("dolt", "logs", "-n", "1", "--json", cwd=project).stdout)[
        "lines"
    ] == ["line 99"]
    with person.start("dolt", "logs", "-f", "-n", "1", cwd=project) as following:
        assert following.stdout
        assert following.stdout.readline() == "line 99\n"
        with open(person.server.log, "a") as log:
            log.write("line 100\n")
        assert following.stdout.readline() == "line 100\n"
        following.terminate()
        following.communicate()
