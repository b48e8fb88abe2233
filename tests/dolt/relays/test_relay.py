"""Commits go by a relay between a running server and another server's remotes API."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.relays import courier, relay, remote_password
from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from beadwork.dolt.versions import remote_tracking, remotes
from beadwork.errors import AccessDenied, Usage
from harness import Person, assert_done
from network import silent_host
from remotesapi import PASSWORD, USER, RemoteServer, serving

RIGHT = remote_password.RemotePassword(USER, PASSWORD)
WRONG = remote_password.RemotePassword(USER, "wrong")


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteServer]:
    with serving(tmp_path_factory.mktemp("far")) as server:
        yield server


@pytest.fixture
def session(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session of root on the running server of a person, with a tracker of one issue."""
    project = tmp_path / "project"
    project.mkdir()
    assert_done(person.run("init", "-p", "demo", "--database", "api", cwd=project))
    assert_done(person.run("create", "One", cwd=project))
    monkeypatch.setenv("BEADWORK_HOME", str(person.home / ".beads"))
    known = record.read(person.server)
    assert known
    with Session(access.address(person.server, known), "api") as opened:
        yield opened


def place_of(session: Session, name: str = "origin") -> str:
    ((url,),) = session.rows(relay.URL, name)
    return relay.directory(str(url))


def keep(session: Session, password: remote_password.RemotePassword) -> None:
    place = place_of(session)
    remote_password.keep(place, courier.remote(place), password)


def commit(session: Session, title: str) -> None:
    session.rows("UPDATE issues SET title = %s", title)
    session.rows("CALL DOLT_COMMIT('-Am', %s)", title)


def test_a_push_a_foreign_commit_and_a_fetch(far: RemoteServer, session: Session) -> None:
    url = far.url("team")
    _push_new(far, session, "team")
    assert remotes.tracked(session, "origin").url == url
    assert [found.url for found in remote_tracking.read(session)] == [url]
    for number in range(3):
        commit(session, f"here {number}")
        remotes.push(session, "origin")
        known = remotes.tracked(session, "origin")
        assert known.head == known.local == far.head("team")
        far.sql(
            "USE team",
            "CALL DOLT_RESET('--hard', 'main')",
            f"UPDATE issues SET title = 'there {number}'",
            "CALL DOLT_COMMIT('-Am', 'there')",
        )
        commit(session, f"meanwhile {number}")
        with pytest.raises(ServerError) as refused:
            remotes.push(session, "origin")
        assert refused.value.fault is Fault.NON_FAST_FORWARD
        assert remotes.tracked(session, "origin").head == known.head, "as it was last seen"
        remotes.fetch(session, "origin")
        assert remotes.tracked(session, "origin").head == far.head("team")
        session.rows("CALL DOLT_RESET('--hard', 'origin/main')")


def _push_new(far: RemoteServer, session: Session, database: str) -> None:
    """Make a database of the other server from ours, by a clone, and add it as the remote."""
    directory = far.server.directory / f"{database}-files"
    session.rows("CALL DOLT_REMOTE('add', 'seed', %s)", f"file://{directory}")
    session.rows("CALL DOLT_PUSH('seed', 'main')")
    far.sql(f"CALL DOLT_CLONE('file://{directory}', '{database}')")
    session.rows("CALL DOLT_REMOTE('remove', 'seed')")
    remotes.add(session, "origin", far.url(database))
    keep(session, RIGHT)


def test_a_wrong_password_and_none(
    far: RemoteServer, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _push_new(far, session, "refused")
    commit(session, "new")
    before = far.head("refused")
    keep(session, WRONG)
    with pytest.raises(ServerError) as refused:
        remotes.push(session, "origin")
    assert refused.value.fault is Fault.CREDENTIALS
    assert remotes.tracked(session, "origin").head == ""
    os.unlink(os.path.join(place_of(session), remote_password.NAME))
    with pytest.raises(ServerError) as refused:
        remotes.fetch(session, "origin")
    assert refused.value.fault is Fault.CREDENTIALS
    assert far.head("refused") == before
    monkeypatch.setenv(remote_password.PASSWORD, PASSWORD)
    with pytest.raises(Usage):
        remotes.push(session, "origin")
    monkeypatch.setenv(remote_password.USER, USER)
    remotes.push(session, "origin")
    assert far.head("refused") == remotes.tracked(session, "origin").local


def test_a_password_goes_to_its_host_alone(session: Session) -> None:
    remotes.add(session, "origin", "http://127.0.0.1:1/api")
    keep(session, RIGHT)
    place = place_of(session)
    assert os.stat(os.path.join(place, remote_password.NAME)).st_mode & 0o777 == 0o600
    with open(os.path.join(place, relay.REMOTE), "w") as file:
        file.write('{"url": "http://evil.example:1/api"}\n')
    with pytest.raises(AccessDenied) as refused:
        remotes.push(session, "origin")
    assert PASSWORD not in refused.value.message


def test_a_host_that_says_nothing_is_given_up_in_time(session: Session) -> None:
    with silent_host() as host:
        remotes.add(session, "origin", f"http://127.0.0.1:{host.port}/api")
        session.read_seconds = 2
        for act in (remotes.push, remotes.fetch):
            with pytest.raises(ServerError) as failed:
                act(session, "origin")
            assert "did not answer within 2 s" in failed.value.text
        assert session.rows("SELECT COUNT(*) FROM issues") == ((1,),)


def test_a_removed_remote_leaves_nothing(session: Session, person: Person) -> None:
    remotes.add(session, "origin", "https://example.invalid/api")
    keep(session, RIGHT)
    relays = person.home / ".beads" / "relays"
    assert len(list(relays.iterdir())) == 1
    with pytest.raises(ServerError):
        remotes.add(session, "origin", "https://example.invalid/other")
    assert len(list(relays.iterdir())) == 1
    remotes.remove(session, "origin")
    assert list(relays.iterdir()) == []


@pytest.mark.parametrize(
    ("user", "password"),
    [
        ("", "p"),
        ("u", ""),
        ("-u", "p"),
        ("a:b", "p"),
        ("a\n", "p"),
        ("u", "p\n"),
        ("u", "\x00"),
        ("u", "a:b"),
        ("u", "~~~?"),
        ("u", "\u00ff\u00ff"),
    ],
)
def test_what_cannot_be_sent_is_refused(user: str, password: str) -> None:
    with pytest.raises(Usage):
        remote_password.check(user, password)
