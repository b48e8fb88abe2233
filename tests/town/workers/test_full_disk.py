"""A disk that is full under a part of what `gt sling` makes: it is said, and nothing is left."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harness import Mayor, assert_done
from slung_workers import assert_nothing_left, git

WORDS = ("wg-1", "widget", "--name", "nux", "--no-session")


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[None]:
    """Have a disk of its own at a directory; skip where this user may not mount one."""
    place.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", place]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"this user may not mount: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def fill(place: Path, pages: int) -> Path:
    """Fill a disk but for some pages, and return the file that does it."""
    ballast = place / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        with pytest.raises(OSError, match="No space left"):
            while True:
                file.write(bytes(4096))
        file.truncate(os.fstat(file.fileno()).st_size - 4096 * pages)
    return ballast


def test_nothing_is_left_of_a_worker_for_whose_worktree_there_was_no_room(town: Mayor) -> None:
    clone = town.root / "widget" / "mayor" / "rig"
    (clone / "large.bin").write_bytes(os.urandom(1_000_000))
    git(town, clone, "add", "large.bin")
    git(town, clone, "-c", "user.name=Me", "-c", "user.email=m@e.org", "commit", "-qm", "large")
    polecats = town.root / "widget" / "polecats"
    with small_disk(polecats, "64k"):
        failed = town.gt("sling", *WORDS)
        assert failed.returncode == 1, failed
        assert "failed: unable to write file large.bin; " in failed.stderr
        assert list(polecats.iterdir()) == []
    polecats.rmdir()
    assert_nothing_left(town)
    assert_done(town.gt("sling", *WORDS))


@pytest.mark.parametrize("pages", [0, 1, 4])
def test_nothing_is_left_of_a_worker_for_whose_record_there_was_no_room(
    town: Mayor, pages: int
) -> None:
    workers = town.root / "daemon" / "workers"
    with small_disk(workers, "64k"):
        ballast = fill(workers, pages)
        failed = town.gt("sling", *WORDS)
        if pages < 4:  # the next record is written beside the one that it replaces
            assert failed.returncode == 1, failed
            assert f"{workers / 'widget'}" in failed.stderr
            assert "No space left on device\nHint: df -h /" in failed.stderr
            ballast.unlink()
            assert_nothing_left(town)
        else:
            assert_done(failed)
