"""Files that can be written while the disk is full, when they are needed most: the alerts, and the
daemon's record.

Beside such a file lies a second file of a fixed size, made while there was room. A text for which
the disk has no room overwrites the second file in place, and a reader looks there first. The next
text that fits goes into the file itself, and the second file is blanked. Invariant: a text in the
second file is newer than the first file.

A copy-on-write file system (btrfs, ZFS) may refuse even the overwriting; then the writer gets the
error.
"""

from __future__ import annotations

import os
from contextlib import suppress

from beadwork.errors import BadFile
from beadwork.files import bounded
from beadwork.files.atomic import replace

SIZE = 64 * 1024
"""Bytes of the second file; a longer text waits for the disk."""


def second_file(path: str) -> str:
    return f"{path}.reserve"


def prepare(path: str) -> None:
    """Make the second file, where it is missing.

    Raises:
        OSError: the disk is full already.
    """
    second = second_file(path)
    if not os.path.exists(second):
        replace(second, " " * SIZE)


def write(path: str, text: str) -> None:
    """Replace the text of a file, or of the second file where the disk is full.

    Raises:
        OSError: there is no second file either, or the text is too long for it; readers still see
            the text before.
    """
    try:
        replace(path, text)
    except OSError:
        if not _overwrite(path, text):
            raise
        return
    if _overwritten(path):
        _overwrite(path, "")
    with suppress(OSError):
        prepare(path)


def read(path: str) -> str:
    """Return the text that was written last.

    Raises:
        OSError: there is no text, or the file cannot be read.
        BadFile: the file is no regular file, no text, or too large.
    """
    text = _overwritten(path)
    if text:
        return text
    return bounded.read_text(path)


def forget(path: str) -> None:
    """Delete both files."""
    for file in (path, second_file(path)):
        with suppress(FileNotFoundError):
            os.unlink(file)


def _overwritten(path: str) -> str:
    try:
        return bounded.read_text(second_file(path), SIZE).strip()
    except (OSError, BadFile):
        return ""


def _overwrite(path: str, text: str) -> bool:
    """Overwrite the second file with one call, and return whether that worked."""
    content = text.encode()
    if len(content) > SIZE:
        return False
    try:
        descriptor = os.open(second_file(path), os.O_WRONLY)
    except OSError:
        return False
    try:
        is_written = os.pwrite(descriptor, content.ljust(SIZE), 0) == SIZE
        os.fsync(descriptor)
        return is_written
    except OSError:
        return False
    finally:
        os.close(descriptor)
