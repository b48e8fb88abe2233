"""Wait for a process to end, for a moment, or to be called, whichever is first: a crash is noticed
in a millisecond.
"""

from __future__ import annotations

import os
import select
import time

from beadwork.dolt.server.machine import process

LOOK_SECONDS = 0.1
"""How often one looks where the system has no descriptor for a process that is not a child (macOS).
"""


class Call:
    """A thread that waits here can be called by others, and by a signal's handler."""

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)

    def call(self) -> None:
        """Let the waiting thread go on; a call that comes before the waiting counts."""
        try:
            os.write(self._writer, b"!")
        except BlockingIOError:  # it was called 65,536 times already
            return

    def wait(self, seconds: float, pid: int = 0) -> None:
        """Wait until called, at most so long, and no longer than the process `pid` (where given)
        lives.
        """
        descriptor = _descriptor(pid) if pid else -1
        deadline = time.monotonic() + seconds
        try:
            while (left := deadline - time.monotonic()) > 0:
                if pid and descriptor < 0:
                    if process.has_ended(pid):
                        return
                    left = min(left, LOOK_SECONDS)
                if self._polled(left, descriptor):
                    return
        finally:
            if descriptor >= 0:
                os.close(descriptor)

    def _polled(self, seconds: float, descriptor: int) -> bool:
        poll = select.poll()
        for one in (self._reader, descriptor):
            if one >= 0:
                poll.register(one, select.POLLIN)
        found = poll.poll(min(seconds, 3600.0) * 1000)
        if any(one == self._reader for one, _ in found):
            os.read(self._reader, 65536)
        return bool(found)


def _descriptor(pid: int) -> int:
    """Return a descriptor that can be read once the process has ended, -1 where there is none to be
    had.
    """
    try:
        return os.pidfd_open(pid) if hasattr(os, "pidfd_open") else -1
    except OSError:
        return -1
