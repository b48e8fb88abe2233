"""Copy a directory that another person made: its regular files and directories, nothing else."""

from __future__ import annotations

import os
import stat

from beadwork.errors import BadFile
from beadwork.files import bounded
from beadwork.model.hints import command

LARGEST = 1 << 40
"""Bytes of one file; the room on the disk is the real limit."""


def copy(source: str, target: str) -> None:
    """Copy a directory to a path that does not exist yet.

    Raises:
        BadFile: the directory holds a symbolic link, a FIFO, a socket or a device, which leads
            elsewhere.
        OSError: the directory cannot be read, or the disk is full.
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
