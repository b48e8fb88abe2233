"""Ports: ours is the next free one unless one was asked for by name, and who holds one is named and left alone."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from beadwork.dolt.server import record
from harness import Person, assert_done
from servers import foreign, held, serving


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


def test_a_foreign_dolt_is_neither_adopted_nor_harmed(person: Person, project: Path, tmp_path: Path) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=project))
    first = port_of(person)
    person.run("dolt", "stop", cwd=project)
    with foreign(tmp_path / "foreign", first) as other:
        other.sql("CREATE DATABASE demo", "SELECT 1")
        assert person.run("create", "Ours", cwd=project).returncode == 0
        assert port_of(person) != first
        assert other.process.poll() is None
        assert other.sql("SHOW TABLES FROM demo") == []


def test_a_server_with_another_identity_is_refused(person: Person, project: Path, tmp_path: Path) -> None:
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
    """They race for the same ports. One that lost its port late had left its socket file, and the next had no socket."""
    from concurrent.futures import ThreadPoolExecutor

    from beadwork.dolt.server import home as homes
    from beadwork.dolt.server import start, stop

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
