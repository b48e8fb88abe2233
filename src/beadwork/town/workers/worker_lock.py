"""The lock of one worker. Whoever changes a worker, or what belongs to it, holds the lock.

The file `.NAME.lock` beside the record is there only while somebody holds the lock, or was killed
with it. The lock of a killed holder is free at once. Order of locks: this one before the writer
lock of a database.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from beadwork.errors import LockTimeout
from beadwork.model.hints import command
from beadwork.model.settings_table import float_setting
from beadwork.model.workers import names
from beadwork.town.layout import Town
from beadwork.town.workers import record

SECONDS = float_setting("workers.lock-timeout")
PAUSE = float_setting("workers.lock-poll")


@contextmanager
def held(
    town: Town, rig: str, name: str, what: str, seconds: float | None = None
) -> Iterator[None]:
    """Hold the lock of a worker for the block; None of seconds waits as long as usual. `what` names
    the holder in the error of a process that waits in vain: the command.

    Raises:
        LockTimeout: another process holds it; the message names its command.
        Invalid: no worker can be called so.
    """
    path = _path(town, rig, name)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    descriptor = _taken(path, rig, name, SECONDS if seconds is None else seconds)
    try:
        os.ftruncate(descriptor, 0)
        with suppress(OSError):  # on a full disk the holder has no name, and the lock holds
            os.pwrite(descriptor, f"{what} (pid {os.getpid()})".encode(), 0)
        yield
    finally:
        with suppress(OSError):
            os.unlink(path)
        os.close(descriptor)


def holder(town: Town, rig: str, name: str) -> str:
    """Return the command that holds the lock of a worker; empty where none does."""
    try:
        descriptor = os.open(_path(town, rig, name), os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return ""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(descriptor, 300, 0).decode(errors="replace") or "another process"
    else:
        return ""
    finally:
        os.close(descriptor)


def _taken(path: str, rig: str, name: str, seconds: float) -> int:
    """Return the descriptor of the locked file: the one that has the path, not a removed one."""
    deadline = time.monotonic() + seconds
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(descriptor).st_nlink:
                return descriptor
        except BlockingIOError:
            if time.monotonic() >= deadline:
                who = os.pread(descriptor, 300, 0).decode(errors="replace") or "another process"
                os.close(descriptor)
                raise LockTimeout(
                    f"{who} is at work on {rig}/{name}",
                    hint=command("gt", "polecat", "show", f"{rig}/{name}"),
                ) from None
        os.close(descriptor)
        time.sleep(PAUSE)


def _path(town: Town, rig: str, name: str) -> str:
    return os.path.join(record.directory(town, rig), f".{names.check(name)}.lock")
