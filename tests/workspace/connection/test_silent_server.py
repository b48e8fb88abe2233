"""What accepts a connection and says nothing is no server: a command ends, with the status for
that.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.connection import timeouts
from beadwork.dolt.connection.timeouts import CONNECT_SECONDS
from foreign_servers import hung
from harness import Person, Place, assert_done

QUICK = {"BEADWORK_CONNECT_SECONDS": "1"}


@pytest.fixture
def on_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def on_socket(tmp_path: Path) -> Iterator[str]:
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        yield path


@pytest.mark.parametrize("words", [("list",), ("create", "x"), ("show", "demo-1", "--json")])
def test_on_a_port(place: Place, on_port: int, words: tuple[str, ...]) -> None:
    done = place.run(
        *words, BEADS_DOLT_SERVER_HOST="127.0.0.1", BEADS_DOLT_SERVER_PORT=str(on_port), **QUICK
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert f"no server answers at 127.0.0.1:{on_port}" in done.stderr


def test_on_a_socket(place: Place, on_socket: str) -> None:
    done = place.run("list", BEADS_DOLT_SERVER_SOCKET=on_socket, **QUICK)
    assert (done.returncode, done.stdout) == (3, "")
    assert f"no server answers at {on_socket}" in done.stderr


def test_a_server_gets_no_longer_to_greet_than_to_be_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("BEADWORK_CONNECT_SECONDS", raising=False)
    assert timeouts.login_seconds() == CONNECT_SECONDS


@pytest.mark.parametrize(
    "words", [("list",), ("create", "x"), ("ready", "--json"), ("dolt", "status"), ("init",)]
)
def test_our_own_that_hangs_is_asked_once(
    person: Person, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert_done(person.run("init", "--prefix", "demo", cwd=tmp_path))
    with hung(Path(person.server.socket)) as met:
        done = person.run(*words, cwd=tmp_path, **QUICK)
    assert done.returncode == 3
    assert len(met) == 1
    said = (
        "not answering"
        if words[0] == "dolt"
        else "the server does not answer: it hangs, or cannot be reached"
    )
    assert said in done.stdout + done.stderr
    assert_done(person.run("list", cwd=tmp_path))


def test_a_start_finds_out_that_it_hangs(person: Person, tmp_path: Path) -> None:
    assert_done(person.run("init", "--prefix", "demo", cwd=tmp_path))
    with hung(Path(person.server.socket)) as met:
        done = person.run("dolt", "start", cwd=tmp_path, **QUICK)
    assert done.returncode == 3
    assert (
        "runs but does not answer: it hangs, or is stopped\nHint: bd dolt restart\n" in done.stderr
    )
    assert len(met) == 2
