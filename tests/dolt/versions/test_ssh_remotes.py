"""A running server pushes over SSH: by a key, by an agent that came later, and never for ever."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import agent_link, record
from beadwork.dolt.versions import remotes
from beadwork.model.remotes import endpoint
from harness import Person, assert_done
from network import silent_host
from ssh_host import ALIAS, SshHost, serving


@pytest.fixture(scope="module")
def ssh_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshHost]:
    with serving(tmp_path_factory.mktemp("sshd")) as host:
        yield host


@pytest.fixture
def agent(tmp_path: Path, ssh_host: SshHost) -> Iterator[str]:
    """The socket of an agent that has the key."""
    socket = str(tmp_path / "agent")
    child = subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.DEVNULL)
    try:
        subprocess.run(
            [
                "sh",
                "-c",
                "until ssh-add -q KEY; do sleep 0.05; done".replace("KEY", str(ssh_host.key)),
            ],
            env={"SSH_AUTH_SOCK": socket, "PATH": "/usr/bin:/bin"},
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=30,
        )
        yield socket
    finally:
        child.terminate()
        child.wait()


def opened(person: Person, tmp_path: Path, ssh_command: str) -> Session:
    """Return a session of root on the server of a person, who has started it with this ssh."""
    project = tmp_path / "project"
    project.mkdir()
    assert_done(person.run("init", "--database", "api", cwd=project, GIT_SSH_COMMAND=ssh_command))
    assert_done(person.run("create", "One", cwd=project))
    known = record.read(person.server)
    assert known
    return Session(access.address(person.server, known), "api")


def add(session: Session, url: str) -> None:
    remotes.add(session, "origin", endpoint.parse(url, "/").url)


def failure(session: Session) -> ServerError:
    with pytest.raises(ServerError) as failed:
        remotes.push(session, "origin")
    return failed.value


def test_a_key_and_a_path_that_counts_from_the_home(
    person: Person, tmp_path: Path, ssh_host: SshHost
) -> None:
    repository = ssh_host.repository("team/api.git")
    with opened(person, tmp_path, ssh_host.command(ssh_host.key)) as session:
        add(session, f"{ALIAS}:team/api.git")
        remotes.push(session, "origin")
    assert (repository / "refs/dolt/data").exists()


def test_an_agent_of_a_later_login(
    person: Person, tmp_path: Path, ssh_host: SshHost, agent: str
) -> None:
    repository = ssh_host.repository("agent.git")
    with opened(person, tmp_path, ssh_host.command(None)) as session:
        add(session, ssh_host.url(repository))
        assert failure(session).fault is Fault.CREDENTIALS
        agent_link.point(person.server.control, {"SSH_AUTH_SOCK": agent})
        remotes.push(session, "origin")
    assert (repository / "refs/dolt/data").exists()


def test_a_wrong_key_and_an_unknown_host(person: Person, tmp_path: Path, ssh_host: SshHost) -> None:
    repository = ssh_host.repository("wrong.git")
    with opened(person, tmp_path, ssh_host.command(ssh_host.wrong_key)) as session:
        add(session, ssh_host.url(repository))
        error = failure(session)
    assert error.fault is Fault.CREDENTIALS
    assert "Permission denied (publickey)" in error.text
    assert not (ssh_host.directory / "unknown_hosts").exists()


def test_a_host_that_says_nothing(person: Person, tmp_path: Path, ssh_host: SshHost) -> None:
    command = f"{ssh_host.command(ssh_host.key)} -oConnectTimeout=1"
    with opened(person, tmp_path, command) as session, silent_host() as host:
        add(session, f"ssh://git@127.0.0.1:{host.port}/api.git")
        assert "timed out" in failure(session).text
        assert session.rows("SELECT COUNT(*) FROM issues") == ((1,),)
