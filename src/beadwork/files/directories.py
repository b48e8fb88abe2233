"""Copy a directory of somebody else's: its regular files and directories, and nothing else."""

from __future__ import annotations

import os
import stat

from beadwork.errors import BadFile
from beadwork.files import bounded
from beadwork.model.hints import command

LARGEST = 1 << 40
"""Bytes of one file; the disk is the limit that counts."""


def copy(source: str, target: str) -> None:
    """Copy a directory to a place that is not there yet.

    Raises:
        BadFile: it holds a symbolic link, a FIFO, a socket or a device, which leads elsewhere.
        OSError: it cannot be read, or the disk is full.
    """
    os.makedirs(target)
    with os.scandir(source) as entries:
        for entry in entries:
            made = os.path.join(target, entry.name)
            if stat.S_ISDIR(entry.stat(follow_symlinks=False).st_mode):
                copy(entry.path, made)
            elif entry.is_file(follow_symlinks=False):
                bounded.copy(entry.path, made, LARGEST)
            else:
                raise BadFile(
                    f"{entry.path} is neither a file nor a directory; it was not copied",
                    hint=command("ls", "-l", entry.path),
                )
