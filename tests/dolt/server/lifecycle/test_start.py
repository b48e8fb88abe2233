"""One server, however it was started, killed or forgotten: on real processes, each person with
their own HOME.
"""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from beadwork.dolt.server.files import record
from beadwork.dolt.server.machine import process
from foreign_servers import serving
from harness import Person, assert_done

Eventually = Callable[[Callable[[], bool]], None]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A directory to work in."""
    directory = tmp_path / "project"
    directory.mkdir()
    return directory


def status(person: Person, project: Path) -> dict[str, object]:
    answer: dict[str, object] = json.loads(
        person.run("dolt", "status", "--json", cwd=project).stdout
    )
    return answer


def kill(person: Person) -> int:
    """Kill the person's server without a warning, wait until it is gone, and return its pid."""
    known = record.read(person.server)
    assert known
    server = psutil.Process(known.pid)
    server.send_signal(signal.SIGKILL)
    server.wait()
    return known.pid


def test_twenty_commands_at_once_start_one_server(person: Person, project: Path) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=project))
    assert person.run("dolt", "stop", cwd=project).returncode == 0
    commands = [person.start("create", f"Issue {number}", cwd=project) for number in range(20)]
    ended = [(command.communicate(), command.returncode) for command in commands]
    assert [code for _, code in ended] == [0] * 20, [said for said, code in ended if code]
    assert len(serving(person.server.configuration)) == 1
    assert (
        json.loads(person.run("list", "--json", "--limit", "0", cwd=project).stdout).__len__() == 20
    )


def test_a_killed_server_is_started_again_with_every_acknowledged_write(
    person: Person, project: Path
) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=project))
    written = [
        person.run("create", f"Issue {number}", "--silent", cwd=project).stdout.strip()
        for number in range(3)
    ]
    killed = kill(person)
    answer = person.run("list", "--json", cwd=project)
    assert answer.returncode == 0, answer.stderr
    assert {issue["id"] for issue in json.loads(answer.stdout)} == set(written)
    (pid,) = serving(person.server.configuration)
    assert pid != killed
    assert status(person, project)["pid"] == pid


def test_a_torn_record_does_not_lose_the_server(person: Person, project: Path) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=project))
    before = status(person, project)
    Path(person.server.record).write_text('{"pid": 12')
    assert person.run("create", "After the tear", cwd=project).returncode == 0
    assert status(person, project) == before


def test_a_record_whose_pid_is_another_program_now_is_not_believed(
    person: Person, project: Path
) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=project))
    known = record.read(person.server)
    assert known
    kill(person)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as bystander:
        for started in (known.started, process.start_time(bystander.pid)):
            record.write(person.server, known._replace(pid=bystander.pid, started=started))
            assert status(person, project)["state"] == "gone"
            assert json.loads(person.run("dolt", "stop", "--json", cwd=project).stdout) == {
                "stopped": False
            }
            assert bystander.poll() is None
        record.write(person.server, known._replace(pid=bystander.pid))
        assert person.run("create", "Issue", cwd=project).returncode == 0
        assert bystander.poll() is None
        bystander.communicate(b"\n")


def test_a_stale_socket_is_no_obstacle(person: Person, project: Path) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=project))
    kill(person)
    assert Path(person.server.socket).exists()
    record.forget(person.server)
    assert person.run("list", cwd=project).returncode == 0
    assert status(person, project)["socket"] == person.server.socket


def test_a_starter_killed_before_the_server_was_ready_leaves_one_server(
    person: Person, project: Path, eventually: Eventually
) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=project))
    person.run("dolt", "stop", cwd=project)
    with person.start("list", cwd=project) as starter:
        eventually(lambda: bool(serving(person.server.configuration)))
        starter.kill()
        starter.communicate()
    record.forget(person.server)  # as if it had been killed before it could write that down, too
    answer = person.run("create", "Issue", cwd=project)
    assert answer.returncode == 0, answer.stderr
    assert len(serving(person.server.configuration)) == 1


def test_only_its_owner_gets_in(person: Person, project: Path) -> None:
    assert person.run("init", cwd=project).returncode == 0
    home = person.server
    assert stat.S_IMODE(os.stat(home.password).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(home.control).st_mode) == 0o700
    known = record.read(home)
    assert known and known.password
    shell = [
        os.environ.get("BEADWORK_DOLT", "dolt"),
        "--host",
        "127.0.0.1",
        "--port",
        str(known.port),
        "--no-tls",
    ]
    asked = [*shell, "--user", "root", "--password", "", "sql", "-q", "SHOW DATABASES"]
    environment = {**person.environment, "DOLT_ROOT_PATH": str(project)}
    refused = subprocess.run(asked, env=environment, cwd=project, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "Access denied" in refused.stdout + refused.stderr


def test_without_auth_anybody_gets_in_and_back(person: Person, project: Path) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=project))
    assert person.run("dolt", "set", "server.auth", "none", cwd=project).returncode == 0
    assert person.run("dolt", "restart", cwd=project).returncode == 0
    known = record.read(person.server)
    assert known and not known.password
    assert person.run("create", "Open to all", cwd=project).returncode == 0
    person.run("dolt", "set", "server.auth", "password", cwd=project)
    person.run("dolt", "restart", cwd=project)
    known = record.read(person.server)
    assert known and known.password
    assert "Open to all" in person.run("list", cwd=project).stdout


def test_a_socket_path_that_would_be_too_long_goes_to_the_runtime_directory(
    person: Person, project: Path
) -> None:
    runtime = person.home / "run"
    runtime.mkdir(mode=0o700)
    deep = person.home / ("d" * 90)
    environment = {"BEADWORK_HOME": str(deep), "XDG_RUNTIME_DIR": str(runtime)}
    made = person.run("init", cwd=project, **environment)
    try:
        assert made.returncode == 0, made.stderr
        known = json.loads((deep / "server" / "server.json").read_text())
        assert Path(known["socket"]).is_relative_to(runtime)
        assert stat.S_IMODE(Path(known["socket"]).parent.stat().st_mode) == 0o700
        # The record says where the socket is, also to somebody who has no runtime directory.
        assert (
            person.run("list", cwd=project, BEADWORK_HOME=str(deep), XDG_RUNTIME_DIR="").returncode
            == 0
        )
    finally:
        assert person.run("dolt", "stop", cwd=project, **environment).returncode == 0


def test_nothing_is_started_where_that_is_switched_off(person: Person, project: Path) -> None:
    assert person.run("init", cwd=project).returncode == 0
    person.run("dolt", "stop", cwd=project)
    refused = person.run("list", "--json", cwd=project, BEADS_DOLT_AUTO_START="0")
    assert refused.returncode == 3
    assert json.loads(refused.stderr)["hint"] == "bd dolt start"
    assert not serving(person.server.configuration)
    assert person.run("dolt", "start", cwd=project, BEADS_DOLT_AUTO_START="0").returncode == 0
    assert person.run("list", cwd=project, BEADS_DOLT_AUTO_START="0").returncode == 0


def test_a_dolt_that_is_too_old_is_named(person: Person, project: Path) -> None:
    old = person.home / "dolt"
    old.write_text("#!/bin/sh\necho dolt version 1.50.0\n")
    old.chmod(0o755)
    refused = person.run("init", cwd=project, BEADWORK_DOLT=str(old))
    assert refused.returncode == 1
    assert f"{old} is Dolt 1.50.0, older than 1.81.8" in refused.stderr
    assert not (project / ".beads").exists()


def test_a_data_directory_that_another_process_serves_names_it(
    person: Person, project: Path
) -> None:
    assert person.run("init", cwd=project).returncode == 0
    known = record.read(person.server)
    assert known
    # The same data under another control directory: as a second installation, or a server started
    # by hand, would have it.
    other = person.home / "other"
    other.mkdir()
    (other / "dolt").symlink_to(person.server.data)
    refused = person.run("dolt", "start", cwd=project.parent, BEADWORK_HOME=str(other))
    assert refused.returncode == 1, refused.stdout
    assert f"(pid {known.pid})" in refused.stderr
    assert "it is left alone" in refused.stderr
    assert person.run("list", cwd=project).returncode == 0
