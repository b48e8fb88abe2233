"""Ports: ours is the next free one unless one was asked for by name, and who holds one is named and
left alone.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from beadwork.dolt.server import settings
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.lifecycle import ready, start, stop
from beadwork.dolt.server.machine import holders, ports
from beadwork.dolt.server.machine.ports import is_free
from foreign_servers import foreign, held, serving
from harness import Person, assert_done


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A directory to work in."""
    directory = tmp_path / "project"
    directory.mkdir()
    return directory


def port_of(person: Person) -> int:
    known = record.read(person.server)
    assert known
    return known.port


def test_a_port_held_by_another_program_is_passed_over(person: Person, project: Path) -> None:
    # Whoever else uses ports from 3307 on: what is taken is never ours.
    assert person.run("init", cwd=project).returncode == 0
    first = port_of(person)
    person.run("dolt", "stop", cwd=project)
    with held(first):
        assert person.run("list", cwd=project).returncode == 0
        assert port_of(person) != first


def test_a_port_asked_for_by_name_is_refused_with_its_holder(person: Person, project: Path) -> None:
    with held() as port:
        person.run("dolt", "set", "server.port", str(port), cwd=project)
        refused = person.run("init", "--json", cwd=project)
        assert refused.returncode == 3
        assert f"port {port} is held by" in json.loads(refused.stderr)["error"]
        assert f"(pid {os.getpid()})" in refused.stderr
        assert not serving(person.server.configuration)
        assert not (project / ".beads").exists()
    assert person.run("init", cwd=project).returncode == 0
    assert port_of(person) == port


def test_a_foreign_dolt_is_neither_adopted_nor_harmed(
    person: Person, project: Path, tmp_path: Path
) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=project))
    first = port_of(person)
    person.run("dolt", "stop", cwd=project)
    with foreign(tmp_path / "foreign", first) as other:
        other.sql("CREATE DATABASE demo", "SELECT 1")
        assert person.run("create", "Ours", cwd=project).returncode == 0
        assert port_of(person) != first
        assert other.process.poll() is None
        assert other.sql("SHOW TABLES FROM demo") == []


def test_a_server_with_another_identity_is_refused(
    person: Person, project: Path, tmp_path: Path
) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=project))
    known = record.read(person.server)
    assert known
    with foreign(tmp_path / "foreign") as other:
        other.sql("CREATE DATABASE demo", "USE demo")
        # As if ours had moved away, and another answered where the record still says that ours is.
        record.write(person.server, known._replace(port=other.port, socket="", password=False))
        refused = person.run("create", "Not there", "--json", cwd=project)
        assert refused.returncode == 1
        assert json.loads(refused.stderr)["code"] == "wrong_server", refused.stderr
        assert other.sql("SHOW TABLES FROM demo") == []
        assert other.process.poll() is None
        state = json.loads(person.run("dolt", "status", "--json", cwd=project).stdout)
        assert (state["running"], state["state"]) == (False, "not answering")
    record.write(person.server, known)
    assert person.run("list", cwd=project).returncode == 0


def test_servers_of_many_people_started_at_once_all_find_a_port(tmp_path: Path) -> None:
    """They race for the same ports, and Dolt lets two servers of one user hold one
    (SO_REUSEPORT).
    """
    from concurrent.futures import ThreadPoolExecutor

    from beadwork.dolt.server.files import home as homes

    servers = []
    for number in range(4):
        directory = tempfile.mkdtemp(prefix=f"bw-{number}-", dir="/tmp")
        servers.append(homes.Home(data=f"{directory}/dolt", control=f"{directory}/server"))
    try:
        with ThreadPoolExecutor(len(servers)) as pool:
            records = list(pool.map(lambda server: start.ensure(server, lambda _: None), servers))
        assert len({known.port for known in records}) == len(servers)
        assert all(known.uuid for known in records)
    finally:
        for server in servers:
            stop.stop(server)
            shutil.rmtree(Path(server.control).parent, ignore_errors=True)


def test_no_two_starters_are_given_one_port() -> None:
    with closing(ports.free(0)) as first, closing(ports.free(0)) as second:
        assert next(first) != next(second)


def test_a_port_that_another_came_to_share_is_given_up(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where two start in one moment: both have looked, nobody was there, and both hold the
    port.
    """
    answered = ready.wait
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        contested = int(other.getsockname()[1])
        monkeypatch.setattr(settings, "DEFAULT_PORT", contested)
        monkeypatch.setattr(ports, "is_free", lambda port: port == contested or is_free(port))

        def answers(*arguments: Any) -> Record:
            known = answered(*arguments)
            other.listen()  # too late for Dolt's look at the port
            return known

        monkeypatch.setattr(ready, "wait", answers)
        try:
            known = start.ensure(person.server, lambda _: None)
            assert known.port > contested
            assert holders.listeners(contested) == {os.getpid()}
        finally:
            stop.stop(person.server)
