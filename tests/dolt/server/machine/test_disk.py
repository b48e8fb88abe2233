"""A disk that is full or may not be written: a clear error, nothing half-made, and all is well when
there is room again.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from beadwork.dolt.server.lifecycle import stop
from harness import Person

TRACEBACK = "Traceback"


@contextmanager
def mounted(directory: Path, *words: str) -> Iterator[None]:
    """Mount something there while the block runs, or skip the test where this user may not."""
    directory.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *words, directory], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"this user may not mount: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", directory], check=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A directory to work in, on a disk with room."""
    directory = tmp_path / "project"
    directory.mkdir()
    return directory


@pytest.fixture
def small(person: Person) -> Iterator[Person]:
    """A person whose `~/.beads` is a disk of 24 MB."""
    with mounted(person.home / ".beads", "-t", "tmpfs", "-o", "size=24m", "tmpfs"):
        yield person
        stop.stop(person.server)


def fill(person: Person, leave: int) -> Path:
    """Fill the small disk but for some bytes, and return the file that does it."""
    ballast = person.home / ".beads" / "ballast"
    space = os.statvfs(ballast.parent)
    with open(ballast, "wb") as file:
        file.write(b"x" * max(0, space.f_bavail * space.f_frsize - leave))
    return ballast


@pytest.mark.parametrize("leave", [0, 8192, 65536])
def test_init_on_a_full_disk_fails_clearly_and_can_be_done_again(
    small: Person, project: Path, leave: int
) -> None:
    ballast = fill(small, leave)
    refused = small.run("init", "-p", "demo", cwd=project)
    assert refused.returncode in (1, 3), refused.stdout
    assert refused.stderr.startswith("Error: ") or "\nError: " in refused.stderr
    assert TRACEBACK not in refused.stderr and "should not" not in refused.stderr, refused.stderr
    ballast.unlink()
    again = small.run("init", "-p", "demo", cwd=project)
    assert again.returncode == 0, again.stderr
    assert small.run("create", "There is room again", cwd=project).returncode == 0


def test_create_on_a_full_disk_loses_nothing(small: Person, project: Path) -> None:
    assert small.run("init", "-p", "demo", cwd=project).returncode == 0
    assert small.run("create", "Before", "--id", "demo-1", cwd=project).returncode == 0
    ballast = fill(small, 0)
    text = "x" * 300_000
    refused = small.run(
        "create",
        "On the full disk",
        "-d",
        os.urandom(30_000).hex(),
        "--notes",
        text[:60_000],
        cwd=project,
    )
    assert refused.returncode in (1, 3), refused.stdout
    assert TRACEBACK not in refused.stderr and "should not" not in refused.stderr, refused.stderr
    ballast.unlink()
    assert "Before" in small.run("list", cwd=project).stdout
    created = small.run("create", "After", "--id", "demo-3", cwd=project)
    assert created.returncode == 0, created.stderr
    listed = small.run("list", cwd=project).stdout
    assert "Before" in listed and "After" in listed and "On the full disk" not in listed


def test_a_data_directory_that_may_not_be_written_is_named(person: Person, project: Path) -> None:
    assert person.run("init", cwd=project).returncode == 0
    assert person.run("create", "Kept", cwd=project).returncode == 0
    assert person.run("dolt", "stop", cwd=project).returncode == 0
    data = Path(person.server.data)
    with mounted(data, "--bind", "-o", "ro", str(data)):
        refused = person.run("create", "Not kept", cwd=project)
        assert refused.returncode == 1, refused.stdout
        assert f"{data} cannot be used" in refused.stderr
        assert TRACEBACK not in refused.stderr
    assert [line.split()[-1] for line in person.run("list", cwd=project).stdout.splitlines()] == [
        "Kept"
    ]


def test_a_home_that_may_not_be_written_is_named(person: Person, project: Path) -> None:
    home = person.home / ".beads"
    home.mkdir()
    with mounted(home, "--bind", "-o", "ro", str(home)):
        refused = person.run("init", cwd=project)
    assert refused.returncode == 1
    assert f"Error: {person.server.control} cannot be used: Read-only file system" in refused.stderr
    assert not (project / ".beads").exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody who may not write")
def test_another_user_is_told_that_the_data_is_not_theirs(person: Person, project: Path) -> None:
    probe = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
         Path(person.environment["PATH"].split(":")[0]) / "bd",
         "--version"], capture_output=True,
    )  # fmt: skip
    if probe.returncode:
        pytest.skip("another user cannot run this bd")
    with tempfile.TemporaryDirectory(prefix="bw-") as directory:
        home = Path(directory)
        os.chown(home, 65534, 65534)
        (home / ".beads").mkdir(mode=0o755)  # root's, where the other user may look and not write
        (home / "project").mkdir()
        os.chown(home / "project", 65534, 65534)
        words = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "bd", "init"]
        environment = {**person.environment, "HOME": directory}
        refused = subprocess.run(
            words, env=environment, cwd=home / "project", capture_output=True, text=True
        )
        assert refused.returncode == 1, refused.stderr
        assert refused.stderr.startswith(
            f"Error: {home}/.beads/server cannot be used: Permission denied"
        )
        assert list((home / "project").iterdir()) == []
