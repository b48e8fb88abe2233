"""How much room a server has on its disk: what is left when writes fail, and what a message says of
it.
"""

from __future__ import annotations

import errno
import shutil

MEGABYTE = 1_000_000
LITTLE = 4 * MEGABYTE
"""With less than this a server cannot be counted on: Dolt ends at the first write that finds no
room for its journal.
"""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says where there is no room."""


def free(directory: str) -> int:
    """Return the bytes that this user may still write on the disk of a directory.

    Raises:
        OSError: there is no such directory.
    """
    return shutil.disk_usage(directory).free


def is_full(directory: str) -> bool:
    """Tell whether a server can hardly write there; what cannot be looked at counts as not full."""
    try:
        return free(directory) < LITTLE
    except OSError:
        return False
