"""A file with a secret is read where it is regular, ours and closed to others; else refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import neighbour
from beadwork.dolt.server.files import private_files
from beadwork.errors import AccessDenied


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text("hunter2\n")
    path.chmod(0o600)
    return path


def test_a_file_of_ours_alone_is_read(file: Path) -> None:
    assert private_files.read_secret(str(file)) == "hunter2\n"


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644])
def test_a_file_that_others_cannot_get_at_locks_nobody_out(file: Path, mode: int) -> None:
    file.chmod(mode)
    assert private_files.read_secret(str(file)) == "hunter2\n"
    private_files.close_to_others(str(file))
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644])
def test_a_file_that_others_can_read_is_refused_until_it_is_closed(file: Path, mode: int) -> None:
    file.chmod(mode)
    file.parent.chmod(0o755)
    with pytest.raises(AccessDenied, match=f"mode {mode:04o}: others may read it"):
        private_files.read_secret(str(file))
    private_files.close_to_others(str(file))
    assert private_files.read_secret(str(file)) == "hunter2\n"


@pytest.mark.parametrize("mode", [0o602, 0o620, 0o666])
def test_a_file_that_others_can_write_is_refused_until_it_is_closed(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(AccessDenied, match=f"mode {mode:04o}") as refused:
        private_files.read_secret(str(file))
    assert refused.value.hint == f"chmod 600 {file}"
    private_files.close_to_others(str(file))
    assert private_files.read_secret(str(file)) == "hunter2\n"


def test_a_link_is_refused_wherever_it_leads(file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file)
    for touch in (private_files.read_secret, private_files.close_to_others):
        with pytest.raises(AccessDenied, match="is a symbolic link"):
            touch(str(link))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(AccessDenied, match="is not a regular file"):
        private_files.read_secret(str(tmp_path / "pipe"))


@neighbour.needed
def test_a_file_of_another_user_is_refused(file: Path) -> None:
    neighbour.takes(file)
    for touch in (private_files.read_secret, private_files.close_to_others):
        with pytest.raises(AccessDenied, match=f"belongs to user {neighbour.UID}"):
            touch(str(file))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        private_files.read_secret(str(tmp_path / "none"))
    private_files.close_to_others(str(tmp_path / "none"))
