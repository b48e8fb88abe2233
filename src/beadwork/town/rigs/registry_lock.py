"""The lock of a town's rigs: around `rigs.json`, `routes.jsonl` and the rigs' directories.

Both files are read, changed and written whole, so two writers at once would lose a change. The lock
of a killed holder is free at once. Order of locks: this one before that of the server
(dolt/server/files/server_lock.py).
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from beadwork.errors import LockTimeout
from beadwork.model.settings_table import float_setting
from beadwork.town.layout import Town
from beadwork.town.rigs import pending_rename

SECONDS = float_setting("rigs.lock-timeout")
"""The longest wait for the lock. It is enough for a queue of adds, but a large clone may take
longer.
"""
PAUSE = float_setting("rigs.lock-poll")


@contextmanager
def alone(town: Town, what: str, seconds: float = SECONDS) -> Iterator[None]:
    """Hold the lock while no rename of a rig is unfinished; `what` is as in `held`.

    Raises:
        Exists: a rename of a rig was interrupted; the hint finishes it.
        LockTimeout: as `held`.
    """
    with held(town, what, seconds):
        pending_rename.refuse(town)
        yield


@contextmanager
def held(town: Town, what: str, seconds: float = SECONDS) -> Iterator[None]:
    """Hold the lock. `what` names the holder in the error of a process that waits in vain.

    Raises:
        LockTimeout: another process holds it; the message names its command.
    """
    os.makedirs(town.server.control, mode=0o700, exist_ok=True)
    path = os.path.join(town.server.control, "rigs.lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, town, time.monotonic() + seconds)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{what} (pid {os.getpid()})".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, town: Town, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(PAUSE)
                continue
            holder = os.pread(descriptor, 300, 0).decode(errors="replace") or "somebody"
            raise LockTimeout(
                f"{holder} is changing the rigs of {town.root}", hint="gt rig list"
            ) from None
        return
