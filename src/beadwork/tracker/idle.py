"""Close a connection that nobody uses: a long-lived program holds none for hours.

A timer looks when the connection would have been idle for long enough, and again later where it was
used meanwhile. Only programs that use the API pay for this: a command is over before anything is
idle.
"""

from __future__ import annotations

import os
import threading
from time import monotonic
from typing import TYPE_CHECKING

from beadwork.dolt import program_log

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.tracker.turn import Turn


class IdleWatch:
    """The watch over one session, which closes it only when it is nobody's turn."""

    def __init__(self, session: Session, turn: Turn, seconds: float) -> None:
        self._session = session
        self._turn = turn
        self._seconds = seconds
        self._last_use = 0.0
        self._timer: threading.Timer | None = None
        self._process = os.getpid()

    def used(self) -> None:
        """Count the idle seconds from now on. Whoever calls has the turn."""
        self._last_use = monotonic()
        if self._timer is None or self._process != os.getpid():  # a thread ends with a fork
            self._start(self._seconds)

    def stop(self) -> None:
        """Cancel the timer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def forget(self) -> None:
        """Let the timer end without a look. No lock is taken, not even the timer's own."""
        self._timer = None

    def _start(self, seconds: float) -> None:
        self._process = os.getpid()
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        if self._timer is not threading.current_thread():
            return
        if not self._turn.take_if_free():
            self._start(self._seconds)
            return
        try:
            left = self._last_use + self._seconds - monotonic()
            if left > 0:
                self._start(left)
            else:
                self._timer = None
                self._session.close()
                program_log.debug(__name__, "closed a connection idle for %g s", self._seconds)
        finally:
            self._turn.give_back()
