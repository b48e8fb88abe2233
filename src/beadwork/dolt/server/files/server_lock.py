"""One starter or stopper of a server at a time: the file lock that everything in this package
happens under.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from beadwork import errors
from beadwork.dolt.server.files import private_files
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.machine import disk_space
from beadwork.model.settings_table import int_setting

LOCK_SECONDS = int_setting("server.start-lock-timeout")
"""The first starter may be building Dolt, which takes some minutes; the others wait for it."""


@contextmanager
def exclusively(home: Home) -> Iterator[None]:
    """Hold the server's lock: nobody else starts or stops it meanwhile. A killed holder's lock is
    free at once.

    Raises:
        StorageFailure: the control directory cannot be made or written.
        AccessDenied: another user could replace that directory.
        NoServer: another starter held the lock for LOCK_SECONDS.
    """
    try:
        control = Path(home.control)
        control.mkdir(parents=True, exist_ok=True, mode=0o700)
        private_files.require_trusted(home.control)
        if control.stat().st_mode & 0o777 != 0o700:
            control.chmod(0o700)
        lock = FileLock(home.lock, timeout=LOCK_SECONDS, mode=0o600)
        lock.acquire()
    except Timeout:
        raise errors.NoServer(
            f"another program has held the server's lock for {LOCK_SECONDS} s",
            hint=f"{home.program} dolt status",
        ) from None
    except OSError as error:
        raise unusable(home.control, error) from None
    try:
        yield
    finally:
        lock.release()


def unusable(directory: str, error: OSError) -> errors.BeadworkError:
    """Return the error for a directory that the system does not let us use."""
    return errors.StorageFailure(
        f"{directory} cannot be used: {error.strerror or error}",
        hint=f"df -h {directory}"
        if error.errno in disk_space.FULL
        else "make it writable, or set BEADWORK_HOME",
    )
