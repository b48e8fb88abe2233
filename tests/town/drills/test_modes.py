"""With `umask 000`, what of a town is no code is closed to others; what the daemon would run is
refused where others may write it; a repository around the town gets no data and no secrets.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.server.files import log
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from harness import Mayor, Person, assert_done
from town_doctor import git


@pytest.fixture(autouse=True)
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def town(no_umask: None, mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town that was made without an umask, with a rig, a backup and a daemon."""
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    assert_done(mayor.person.run("create", "First", "--id", "hq-1", cwd=mayor.root))
    assert_done(mayor.gt("daemon", "start"))
    assert_done(mayor.gt("dolt", "backup"))
    yield mayor
    control.stop_daemon(Town(mayor.root))


def reachable(town: Mayor) -> list[str]:
    """Return what others can look into, but the way to the code of rigs, and .gitignore."""
    code = town.root / "widget" / "mayor"
    found = []
    for directory, below, files in os.walk(town.root):
        place = Path(directory)
        below[:] = [name for name in below if place / name != code]
        for path in [place / name for name in (*below, *files)]:
            mode = stat.S_IMODE(path.lstat().st_mode)
            if mode & 0o077 and path not in (town.root / "widget", town.root / ".gitignore"):
                found.append(f"{path.relative_to(town.root)} {mode:04o}")
        # Nobody gets to what is in a closed directory: some files of Dolt have the mode 0777.
        below[:] = [name for name in below if (place / name).stat().st_mode & 0o077]
    return found


def test_nothing_but_code_is_open(town: Mayor) -> None:
    assert not reachable(town)
    for name in ("mayor", ".beads", "daemon", ".dolt-data", "backups", "widget/.beads"):
        assert stat.S_IMODE((town.root / name).stat().st_mode) == 0o700, name
    for path in (town.root / "daemon").iterdir():
        if path.is_file():
            assert not path.stat().st_mode & 0o077, path
    done = town.gt("doctor")
    assert (done.returncode, "warning" in done.stdout) == (0, False), done.stdout


def test_the_doctor_closes_what_was_opened(town: Mayor) -> None:
    for name in ("mayor", "backups", "widget/.beads"):
        (town.root / name).chmod(0o755)
    done = town.gt("doctor", "--check", "credentials-mode", "--verbose")
    assert done.returncode == 1
    for name in ("mayor", "backups", "widget/.beads"):
        assert f"{town.root / name} has the mode 0755" in " ".join(done.stdout.split())
    assert_done(town.gt("doctor", "--check", "credentials-mode", "--fix"))
    assert not reachable(town)


def test_a_daemon_file_that_others_may_write_is_refused(town: Mayor) -> None:
    assert_done(town.gt("daemon", "stop"))
    path = town.root / "mayor" / "daemon.json"
    said = f"others may write to {path} (mode 0666)"
    path.chmod(0o666)
    for words in (["daemon", "start"], ["daemon", "run"]):
        done = town.gt(*words)
        assert (done.returncode, said in done.stderr) == (1, True), done
    fixed = town.gt("doctor", "--fix")  # a person looks at it first
    assert (fixed.returncode, path.stat().st_mode & 0o777) == (1, 0o666), fixed.stdout
    assert said in " ".join(fixed.stdout.split())
    path.chmod(0o600)
    assert_done(town.gt("daemon", "start"))
    assert "hq-1" in town.person.run("list", cwd=town.root).stdout
    assert town.gt("doctor").returncode == 0


def test_a_repository_around_the_town_gets_no_secrets(person: Person) -> None:
    git(person.home, "init", "-q")
    (person.home / "town").mkdir(mode=0o755)
    (person.home / "town" / ".gitignore").write_text("*.swp\n")
    town = Mayor(person, "town")
    assert_done(town.gt("install", town.root))
    assert (town.root / ".gitignore").read_text().startswith("*.swp\n\n# Databases, passwords")
    words = ["git", "-C", str(person.home), "status", "--porcelain", "-uall", "town"]
    listed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert "town/mayor/town.json" in listed
    for name in ("daemon/", ".dolt-data/", "password"):
        assert name not in listed
    assert json.loads(town.gt("doctor", "--json").stdout)["checks"]
    assert_done(town.gt("dolt", "stop"))


def test_the_tail_after_a_rotation_has_the_older_file_too(tmp_path: Path) -> None:
    file = tmp_path / "daemon.log"
    (tmp_path / "daemon.log.1").write_text("one\ntwo\nthree\n")
    file.write_text("four\n")
    assert log.tail_of(str(file), 3) == log.Tail(["two", "three", "four"], 5)
    assert log.tail_of(str(file), 1) == log.Tail(["four"], 5)
    file.unlink()
    assert log.tail_of(str(file), 2) == log.Tail(["two", "three"], 0)
