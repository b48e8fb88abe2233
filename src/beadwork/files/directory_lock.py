"""One process at a time works in a directory. The lock is on the directory itself, so that no lock
file is left there, and a killed process holds none.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held(directory: str) -> Iterator[int]:
    """Wait for the lock of a directory, and hold it for the block, which gets its descriptor.

    Raises:
        OSError: the directory cannot be opened, or its file system has no locks.
    """
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)
