"""Another user of the machine, in the person's group or in none, gets at nothing of theirs: he
tries each file, directory and socket that the programs have made, with `umask 000`.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import neighbour
from harness import Mayor, assert_done

pytestmark = neighbour.needed


@pytest.fixture(autouse=True)
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def reached(paths: list[Path], group: int) -> list[str]:
    """Return what a neighbour of a group can read, write, list, add to or connect to."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(group)
            os.setuid(neighbour.UID)
            found = [f"{way} {path}" for path in paths for way in _ways(path)]
            os.write(there, json.dumps(found[:50]).encode())
        finally:
            os._exit(0)
    os.close(there)
    with os.fdopen(here, "rb") as pipe:
        found = pipe.read()
    os.waitpid(child, 0)
    return list(json.loads(found))


def _ways(path: Path) -> Iterator[str]:
    for way, attempt in ATTEMPTS.items():
        with suppress(OSError):
            attempt(path)
            yield way


def _add(path: Path) -> None:
    (path / "planted").write_text("mine")
    (path / "planted").unlink()


def _connect(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))


ATTEMPTS = {
    "reads": lambda path: path.read_bytes() if path.is_file() else _refuse(),
    "writes": lambda path: path.open("ab").close() if path.is_file() else _refuse(),
    "lists": lambda path: os.listdir(path),
    "adds to": _add,
    "connects to": _connect,
}


def _refuse() -> None:
    raise OSError


@pytest.mark.parametrize("group", [os.getegid(), neighbour.UID], ids=["group", "others"])
def test_he_gets_at_nothing(mayor: Mayor, project: Path, group: int) -> None:
    person = mayor.person
    assert_done(person.run("init", "-p", "demo", cwd=project))
    assert_done(person.run("create", "One", cwd=project))
    assert_done(person.run("config", "set", "actor", "alice", cwd=project))
    assert_done(mayor.gt("rig", "add", "widget", project, "--prefix", "wg"))
    assert_done(mayor.gt("dolt", "backup"))
    assert_done(person.run("dolt", "sql", "-q", "SELECT 1", cwd=project))
    person.home.chmod(0o755)  # his way in, which many systems leave open
    private = [
        person.home / ".beads" / "server",
        person.home / ".beads" / "dolt",
        person.home / ".beads" / "workspaces",
        person.home / ".beads" / "trust.json",
        mayor.root / "daemon",
        mayor.root / ".dolt-data",
        mayor.root / "backups",
    ]
    made = [path for top in private for path in (top, *top.rglob("*"))]
    assert len(made) > 50
    assert any(path.is_socket() for path in made)
    assert reached(made, group) == []
    tops = (person.home / ".beads", mayor.root, project / ".beads")
    rest = [path for top in tops for path in top.rglob("*") if ".git" not in path.parts]
    # What is shared with one's group by umask 000 is the person's choice; with others it is not.
    taken = reached(rest, neighbour.UID)
    assert not [line for line in taken if line.startswith(("writes", "adds to", "connects to"))]
