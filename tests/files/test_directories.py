"""A directory is copied with what it holds; a link or a FIFO in it refuses the whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beadwork.errors import BadFile
from beadwork.files import directories


def test_files_and_directories_are_copied(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "a" / "b").mkdir(parents=True)
    (source / "a" / "file").write_bytes(b"\0\1")
    directories.copy(str(source), str(tmp_path / "target"))
    assert (tmp_path / "target" / "a" / "file").read_bytes() == b"\0\1"
    assert (tmp_path / "target" / "a" / "b").is_dir()


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/etc")])
def test_anything_else_is_refused_by_name(make: object, tmp_path: Path) -> None:
    path = tmp_path / "source" / "noms" / "odd"
    path.parent.mkdir(parents=True)
    make(path)  # type: ignore[operator]
    with pytest.raises(BadFile, match=f"^{path} is neither a file nor a directory"):
        directories.copy(str(tmp_path / "source"), str(tmp_path / "target"))
