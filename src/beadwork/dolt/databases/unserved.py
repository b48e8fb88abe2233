"""The lock of a database that nobody serves, held while it is copied."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beadwork.dolt.server.machine import process
from beadwork.errors import StorageFailure
from beadwork.files import bounded


@contextmanager
def locked(directory: Path, program: str = "bd") -> Iterator[None]:
    """Hold the lock of a database, so that no server begins to serve it meanwhile.

    Dolt locks `noms/LOCK` with flock for as long as it may write (1.88.1). The file is opened for
    reading: nothing changes. `program` is the program that runs the database's server; the hint
    names it.

    Raises:
        StorageFailure: a process serves the database; the message names it.
    """
    path = directory / ".dolt" / "noms" / "LOCK"
    if not path.exists():
        yield
        return
    descriptor = bounded.open_regular(str(path))
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)  # otherwise this process would be among the holders that are named
        raise _in_use(directory, program) from None
    try:
        yield
    finally:
        os.close(descriptor)


def _in_use(directory: Path, program: str) -> StorageFailure:
    """Return the error that names the processes that have a database open."""
    holders = ", ".join(process.describe(found) for found in process.serving(str(directory)))
    return StorageFailure(
        f"{directory} is served by {holders or 'a process that cannot be seen from here'};"
        " it is left alone",
        hint=f"{program} dolt stop, or stop that process yourself",
    )
