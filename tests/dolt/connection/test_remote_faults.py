"""Each failure of a remote is provoked by a real one, and told by its class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from beadwork.dolt.versions import remotes
from beadwork.model.remotes import endpoint
from foreign_servers import free_port
from git_over_http import serving as serving_git
from harness import Person, assert_done
from network import silent_host
from remotesapi import PASSWORD, USER, RemoteServer
from remotesapi import serving as serving_api
from ssh_host import SshHost, bare_repository, git
from ssh_host import serving as serving_ssh

UNKNOWN = "unknown"
"""The name under which ssh does not know the key of the host."""


@pytest.fixture(scope="module")
def ssh_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshHost]:
    with serving_ssh(tmp_path_factory.mktemp("sshd")) as host:
        yield host


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteServer]:
    with serving_api(tmp_path_factory.mktemp("far")) as server:
        yield server


@pytest.fixture
def session(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ssh_host: SshHost
) -> Iterator[Session]:
    project = tmp_path / "project"
    project.mkdir()
    command = ssh_host.command(ssh_host.key)
    assert_done(person.run("init", "--database", "api", cwd=project, GIT_SSH_COMMAND=command))
    monkeypatch.setenv("BEADWORK_HOME", str(person.home / ".beads"))
    known = record.read(person.server)
    assert known
    with Session(access.address(person.server, known), "api") as opened:
        opened.read_seconds = 60
        yield opened


def hooked(path: Path, script: str) -> Path:
    repository = bare_repository(path)
    hook = repository / "hooks" / "pre-receive"
    hook.write_text(f"#!/bin/sh\n{script}\n")
    hook.chmod(0o755)
    return repository


def garbage(path: Path) -> str:
    """A git repository whose `refs/dolt/data` is no commit."""
    repository = bare_repository(path)
    blob = git("-C", repository, "hash-object", "-w", "/dev/null")
    git("-C", repository, "update-ref", "refs/dolt/data", blob)
    return str(repository)


def junk(path: Path) -> str:
    """A directory of Dolt's with a manifest that is none."""
    path.mkdir()
    (path / "manifest").write_text("junk")
    return f"file://{path}"


def failed(act: Callable[[Session, str], Any], session: Session, url: str) -> ServerError:
    remotes.add(session, "origin", endpoint.parse(url, "/").url)
    with pytest.raises(ServerError) as found:
        act(session, "origin")
    remotes.remove(session, "origin")
    return found.value


def test_each_failure_has_its_class(session: Session, ssh_host: SshHost, tmp_path: Path) -> None:
    none = ssh_host.home / "none.git"
    full = "dd if=/dev/zero of=/dev/full bs=1 count=1 && exit 0; exit 1"
    cases = (
        (Fault.UNREACHABLE, f"ssh://git@127.0.0.1:{free_port()}/api.git"),
        (Fault.UNREACHABLE, f"http://127.0.0.1:{free_port()}/api.git"),
        (Fault.UNREACHABLE, "ssh://git@no-such-host.invalid/api.git"),
        (Fault.UNREACHABLE, "https://no-such-host.invalid/api.git"),
        (Fault.HOST_KEY, f"ssh://{UNKNOWN}{none}"),
        (Fault.NO_REPOSITORY, ssh_host.url(none)),
        (Fault.NO_REPOSITORY, str(tmp_path / "none.git")),
        (Fault.NO_BRANCH, str(bare_repository(tmp_path / "bare.git", has_branch=False))),
        (Fault.NOT_DOLT, garbage(tmp_path / "garbage.git")),
        (Fault.NOT_DOLT, junk(tmp_path / "junk")),
    )
    for fault, url in cases:
        for act in (remotes.push, remotes.fetch):
            error = failed(act, session, url)
            assert error.fault is fault, (url, act, error.text)
    for fault, name, script in (
        (Fault.REJECTED, "hook.git", "echo 'corrupted journal' >&2; exit 1"),
        (Fault.REMOTE_DISK, "full.git", full),
    ):
        error = failed(remotes.push, session, str(hooked(tmp_path / name, script)))
        assert error.fault is fault, error.text


def test_another_server_has_them_too(session: Session, api: RemoteServer) -> None:
    for act in (remotes.push, remotes.fetch):
        assert failed(act, session, api.url("api")).fault is Fault.CREDENTIALS
    port = free_port()
    assert failed(remotes.fetch, session, f"http://127.0.0.1:{port}/api").fault is Fault.UNREACHABLE
    session.read_seconds = 1
    with silent_host() as host:
        error = failed(remotes.fetch, session, f"http://127.0.0.1:{host.port}/api")
    assert error.fault is Fault.UNREACHABLE


def test_git_over_http_has_them_too(session: Session, tmp_path: Path) -> None:
    bare_repository(tmp_path / "served" / "api.git")
    with serving_git(tmp_path / "served", "me", "right") as forge:
        error = failed(remotes.push, session, f"http://{forge.place}/api.git")
        assert error.fault is Fault.CREDENTIALS


def test_a_missing_database_is_no_repository(
    session: Session, api: RemoteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOLT_REMOTE_USER", USER)
    monkeypatch.setenv("DOLT_REMOTE_PASSWORD", PASSWORD)
    assert failed(remotes.fetch, session, api.url("none")).fault is Fault.NO_REPOSITORY


@pytest.mark.parametrize(
    "words",
    ["corrupted journal", "no space left on device", "Access denied", "table not found: issues"],
)
def test_a_remote_says_nothing_about_us(words: str) -> None:
    text = f"unknown push error; addTableFiles: remote: {words}\nremote: {words}\nerror: failed"
    assert ServerError(1105, text, "CALL DOLT_PUSH('origin', 'main')").fault is Fault.OTHER
