"""The first short command that misses the command server starts it, and nothing else does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

import pytest

import command_servers
from beadwork.serve import client, likeness
from command_servers import Home
from harness import Place

Eventually = Callable[[Callable[[], bool]], None]


@pytest.fixture
def home(place: Place) -> Iterator[Home]:
    with command_servers.home() as directory:
        yield directory


@pytest.fixture
def outside(place: Place, home: Home) -> Place:
    """The place as a person sees it: no test, and no server yet."""
    told = {**place.environment, **home.told}
    for name in ("PYTEST_CURRENT_TEST", "CI"):
        told.pop(name, None)
    return place._replace(environment=told)


def has_begun(home: Home) -> bool:
    """Tell whether a command has begun to start a server."""
    return any((home.path / "serve").glob("*.lock"))


def test_the_next_command_is_done_by_it(outside: Place, home: Home, eventually: Eventually) -> None:
    outside.run("list").check_returncode()
    eventually(home.socket.exists)
    outside.run("list", BEADWORK_SERVE="only").check_returncode()
    outside.run("serve", "stop").check_returncode()
    assert not home.socket.exists()
    outside.run("list").check_returncode()
    assert not home.socket.exists()  # one that has just been started is not started again


def test_it_has_nothing_of_the_command(outside: Place, home: Home, eventually: Eventually) -> None:
    outside.run("list").check_returncode()  # returns when nobody has its output open any more
    eventually(home.socket.exists)
    connection = client.connect(str(home.path / "serve"))
    assert connection is not None
    pid, _ = likeness.peer(connection)
    connection.close()
    assert os.getsid(pid) == pid
    assert os.readlink(f"/proc/{pid}/cwd") == "/"
    assert {os.readlink(f"/proc/{pid}/fd/{number}") for number in (0, 1, 2)} == {os.devnull}
    os.kill(pid, signal.SIGTERM)
    eventually(lambda: not home.socket.exists())


@pytest.mark.parametrize("name", ["CI", "PYTEST_CURRENT_TEST"])
def test_none_where_a_machine_runs_commands(name: str, outside: Place, home: Home) -> None:
    outside.run("list", **{name: "1"}).check_returncode()
    outside.run("list", **{name: "1", "BEADWORK_SERVE": "1"}).check_returncode()
    assert not has_begun(home)


@pytest.mark.parametrize("words", [("list", "--help"), ("version",), ("export",), ("doctor",)])
def test_none_for_other_commands(words: tuple[str, ...], outside: Place, home: Home) -> None:
    outside.run(*words)
    assert not has_begun(home)


def test_none_where_it_is_off(outside: Place, home: Home) -> None:
    outside.run("serve", "set", "serve", "off").check_returncode()
    outside.run("list").check_returncode()
    outside.run("serve", "set", "serve", "").check_returncode()
    outside.run("list", BEADWORK_SERVE="0").check_returncode()
    assert not has_begun(home)
