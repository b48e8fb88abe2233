"""One at a time changes which rigs a town has: the lock around `rigs.json`, `routes.jsonl` and the
rigs' directories.

Both files are read, changed and written whole, so two who do that at once would lose what one of
them wrote. A killed holder's lock is free at once. Whoever holds the town may start its server
(dolt/server/files/server_lock.py), and never the other way round.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from beadwork.errors import LockTimeout
from beadwork.town.layout import Town

SECONDS = 120.0
"""Long enough for a queue of rigs that are being added; a clone of its own may take longer than one
waits.
"""
PAUSE = 0.05


@contextmanager
def alone(town: Town, what: str, seconds: float = SECONDS) -> Iterator[None]:
    """Hold the town; `what` is told to who waits in vain.

    Raises:
        LockTimeout: somebody else has held it all the time; the message says who.
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
