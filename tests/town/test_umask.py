"""With `umask 000` nothing that we make is for others to write, and what holds data is for nobody
else to look into.

Dolt gives some of its files the mode 0777 whatever the umask is. They lie in directories that are
closed to others.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from harness import Mayor, Person, assert_done


@pytest.fixture(autouse=True)
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def entries(top: Path) -> dict[Path, int]:
    """Return what is below a directory, as far as others get there, with its mode; no links."""
    found = {}
    for directory, below, files in os.walk(top):
        for path in (Path(directory), *(Path(directory, name) for name in files)):
            if not path.is_symlink():
                found[path] = stat.S_IMODE(path.stat().st_mode)
        if not found[Path(directory)] & 0o011 and directory != str(top):
            below.clear()
    return found


def writable(top: Path, known: set[Path]) -> str:
    """Return what others may write that was not there before, a line each."""
    made = {path: mode for path, mode in entries(top).items() if path not in known}
    return "\n".join(f"{path} {mode:04o}" for path, mode in made.items() if mode & 0o002)


def test_what_bd_makes(person: Person, project: Path) -> None:
    project.chmod(0o755)
    known = set(entries(person.home))
    for words in (
        ("init", "-p", "demo"),
        ("create", "One"),
        ("dep", "list", "demo-1"),
        ("export", "-o", str(project / "out.jsonl")),
        ("config", "set", "view.width", "100"),
        ("dolt", "stop"),
        ("doctor", "--fix"),
        ("dolt", "sql", "-q", "SELECT 1"),
    ):
        person.run(*words, cwd=project)
    assert (project / "out.jsonl").exists()
    assert not writable(person.home, known)
    for directory in ("server", "dolt"):
        assert stat.S_IMODE((person.home / ".beads" / directory).stat().st_mode) == 0o700
    assert stat.S_IMODE(os.stat(person.server.password).st_mode) == 0o600


@pytest.mark.parametrize("topology", ["per-town", "per-rig"])
def test_what_gt_makes(person: Person, project: Path, topology: str) -> None:
    known = set(entries(person.home))
    town = Mayor(person)
    try:
        assert_done(town.gt("install", "--name", "Open town", "--owner", "me@example.org"))
        assert_done(town.gt("dolt", "stop"))
        settings = town.root / "mayor" / "daemon.json"
        content = json.loads(settings.read_text())
        content["dolt_server"]["topology"] = topology
        settings.write_text(json.dumps(content))
        assert_done(town.gt("dolt", "start"))
        assert_done(town.gt("rig", "add", "widget", project, "--prefix", "wg"))
        assert_done(person.run("create", "One", cwd=town.root / "widget"))
        assert_done(town.gt("dolt", "backup"))
        assert_done(town.gt("mail", "send", "mayor/", "-s", "Hello", "-m", "You"))
        assert_done(town.gt("daemon", "start"))
        assert_done(town.gt("daemon", "stop"))
        town.gt("doctor", "--fix")
        assert_done(town.gt("dolt", "stop"))
    finally:
        for rig in ("", "hq", "widget"):
            stop.stop(TownHome(str(town.root), rig))
    assert not writable(person.home, known)
    assert stat.S_IMODE((town.root / "daemon").stat().st_mode) == 0o700
    assert stat.S_IMODE((town.root / ".dolt-data").stat().st_mode) == 0o700
