"""One process at a time works in a directory."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from beadwork.files import directory_lock


def _is_free(directory: Path) -> bool:
    """Tell whether another descriptor, as of another process, gets the lock at once."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def test_the_lock_is_held_for_the_block_and_leaves_no_file(tmp_path: Path) -> None:
    with directory_lock.held(str(tmp_path)):
        assert not _is_free(tmp_path)
    assert _is_free(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_block_that_raises_is_free(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), directory_lock.held(str(tmp_path)):
        raise ZeroDivisionError
    assert _is_free(tmp_path)


def test_the_block_gets_the_descriptor_of_the_directory(tmp_path: Path) -> None:
    with directory_lock.held(str(tmp_path)) as descriptor:
        assert os.path.samestat(os.fstat(descriptor), tmp_path.stat())
