"""A text that has to be written when the disk takes nothing more: the newest is read, whichever
place it is in.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from beadwork.dolt.server.files import preallocated


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The path of a file whose reserve is there."""
    path = str(tmp_path / "state.json")
    preallocated.prepare(path)
    return path


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A disk on which nothing new finds room, until it is undone."""

    def refuse(path: str, content: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    monkeypatch.setattr(preallocated, "replace", refuse)
    return monkeypatch


def test_a_file_that_was_never_written_is_none(file: str) -> None:
    with pytest.raises(FileNotFoundError):
        preallocated.read(file)


def test_on_a_full_disk_the_newest_is_in_the_reserve_and_later_in_the_file(
    file: str, full: pytest.MonkeyPatch
) -> None:
    size = os.path.getsize(preallocated.second_file(file))
    for text in ("a longer one", "short"):
        preallocated.write(file, text)
        assert preallocated.read(file) == text
    assert os.path.getsize(preallocated.second_file(file)) == size
    assert not os.path.exists(file)
    full.undo()
    preallocated.write(file, "there is room")
    assert Path(file).read_text() == preallocated.read(file) == "there is room"
    assert os.path.getsize(preallocated.second_file(file)) == size


def test_what_is_too_long_for_the_reserve_is_refused_and_the_text_before_stays(
    file: str, full: pytest.MonkeyPatch
) -> None:
    preallocated.write(file, "before")
    with pytest.raises(OSError, match="No space left"):
        preallocated.write(file, "x" * (preallocated.SIZE + 1))
    assert preallocated.read(file) == "before"


def test_without_a_reserve_a_full_disk_is_an_error(
    tmp_path: Path, full: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OSError, match="No space left"):
        preallocated.write(str(tmp_path / "other"), "x")


def test_a_write_that_succeeds_makes_the_reserve_and_both_are_forgotten(tmp_path: Path) -> None:
    path = str(tmp_path / "other")
    preallocated.write(path, "x")
    assert sorted(os.listdir(tmp_path)) == ["other", "other.reserve"]
    preallocated.forget(path)
    assert os.listdir(tmp_path) == []
