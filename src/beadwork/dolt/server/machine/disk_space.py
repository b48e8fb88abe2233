"""How much room a server's disk has: to explain writes that fail, and to name it in messages."""

from __future__ import annotations

import errno
import os
import shutil

MEGABYTE = 1_000_000
LITTLE = 4 * MEGABYTE
"""Bytes. With less than this a server cannot be relied on: Dolt ends at the first write that finds
no room for its journal.
"""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""The system's errors for a disk without room."""


def free(directory: str) -> int:
    """Return the bytes that this user may still write on the disk of a directory.

    Raises:
        OSError: there is no such directory.
    """
    return shutil.disk_usage(directory).free


def is_full(directory: str) -> bool:
    """Tell whether less than `LITTLE` is free; a directory that cannot be examined is not full."""
    try:
        return free(directory) < LITTLE
    except OSError:
        return False


def used(directory: str) -> int | None:
    """Return the bytes that the files of a directory take on the disk; None where there is no such
    directory.
    """
    if not os.path.isdir(directory):
        return None
    return sum(
        os.lstat(os.path.join(place, name)).st_blocks * 512
        for place, _, names in os.walk(directory)
        for name in names
        if os.path.lexists(os.path.join(place, name))
    )
