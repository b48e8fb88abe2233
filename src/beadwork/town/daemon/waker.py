"""Wait for the end of a process, a time, or a wake-up. A crash is noticed in a millisecond."""

from __future__ import annotations

import os
import select
import time

from beadwork.dolt.server.machine import process
from beadwork.model.settings_table import float_setting

LOOK_SECONDS = float_setting("daemon.process-poll")
"""The interval of checks of a process where the system has no pidfd (macOS)."""


class Waker:
    """A pipe to itself, by which other threads and signal handlers wake a waiting thread."""

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)

    def wake(self) -> None:
        """Wake the waiting thread. A wake-up before the wait counts, too."""
        try:
            os.write(self._writer, b"!")
        except BlockingIOError:  # 65,536 wake-ups are pending already
            return

    def wait(self, seconds: float, pid: int = 0) -> None:
        """Wait for a wake-up, for `seconds` at most, and until the process `pid` has ended."""
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
        for file in (self._reader, descriptor):
            if file >= 0:
                poll.register(file, select.POLLIN)
        found = poll.poll(min(seconds, 3600.0) * 1000)
        if any(file == self._reader for file, _ in found):
            os.read(self._reader, 65536)
        return bool(found)


def _descriptor(pid: int) -> int:
    """Return a pidfd, which is readable once the process has ended; -1 where there is none."""
    try:
        return os.pidfd_open(pid) if hasattr(os, "pidfd_open") else -1
    except OSError:
        return -1
