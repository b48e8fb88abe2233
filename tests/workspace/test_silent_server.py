"""What accepts a connection and says nothing is no server: a command ends, with the status for that."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import Place

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
    done = place.run(*words, BEADS_DOLT_SERVER_HOST="127.0.0.1", BEADS_DOLT_SERVER_PORT=str(on_port), **QUICK)
    assert (done.returncode, done.stdout) == (3, "")
    assert f"no server answers at 127.0.0.1:{on_port}" in done.stderr


def test_on_a_socket(place: Place, on_socket: str) -> None:
    done = place.run("list", BEADS_DOLT_SERVER_SOCKET=on_socket, **QUICK)
    assert (done.returncode, done.stdout) == (3, "")
    assert f"no server answers at {on_socket}" in done.stderr
