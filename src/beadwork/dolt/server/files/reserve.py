"""Files that can be written when the disk is full, as then they are needed most: what is wrong, and
how the daemon is.

Such a file is replaced in one step like any other. Beside it lies its reserve, whose room was taken
while there was some:
where the disk takes no more, the text goes there, in place, and whoever reads looks there first.
The next text for which there is room again goes into the file, and the reserve is blank. Invariant:
what is in the reserve is newer than the file.

A file system that writes each block anew (btrfs, ZFS) may refuse even that; then the writer hears
of it.
"""

from __future__ import annotations

import os
from contextlib import suppress

from beadwork.dolt.server.files.record import replace

ROOM = 64 * 1024
"""Bytes that are kept for a text; one that is longer waits for the disk."""


def beside(path: str) -> str:
    """Return the reserve of a file."""
    return f"{path}.reserve"


def prepare(path: str) -> None:
    """Take the room for a file, where that was not done. On a disk that is full already there is
    none.

    Raises:
        OSError: it cannot be taken.
    """
    spare = beside(path)
    if not os.path.exists(spare):
        replace(spare, " " * ROOM)


def write(path: str, text: str) -> None:
    """Replace the text of a file, or keep it in the reserve where the disk is full.

    Raises:
        OSError: there is no reserve either, or the text is too long for it; readers see the text
            before.
    """
    try:
        replace(path, text)
    except OSError:
        if not _keep(path, text):
            raise
        return
    if _kept(path):
        _keep(path, "")
    with suppress(OSError):
        prepare(path)


def read(path: str) -> str:
    """Return the text that was written last.

    Raises:
        OSError: there is none, or it cannot be read.
    """
    kept = _kept(path)
    if kept:
        return kept
    with open(path, encoding="utf-8") as file:
        return file.read()


def forget(path: str) -> None:
    """Take the file and its reserve away."""
    for one in (path, beside(path)):
        with suppress(FileNotFoundError):
            os.unlink(one)


def _kept(path: str) -> str:
    try:
        with open(beside(path), encoding="utf-8") as file:
            return file.read().strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _keep(path: str, text: str) -> bool:
    """Overwrite the reserve, all of it with one call, and tell whether that worked."""
    content = text.encode()
    if len(content) > ROOM:
        return False
    try:
        descriptor = os.open(beside(path), os.O_WRONLY)
    except OSError:
        return False
    try:
        done = os.pwrite(descriptor, content.ljust(ROOM), 0) == ROOM
        os.fsync(descriptor)
        return done
    except OSError:
        return False
    finally:
        os.close(descriptor)
