"""Close a connection that nobody uses: a long-lived program holds none for hours.

A timer thread closes the session's connection; `in_use` holds the thread off while a statement may
run. Only programs that use the API pay for this: a command is over before anything is idle.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from beadwork.dolt.connection.session import Session


class IdleWatch:
    """The watch over one session."""

    def __init__(self, session: Session, seconds: float) -> None:
        self.session = session
        self.seconds = seconds
        self._guard = threading.RLock()
        self._timer: threading.Timer | None = None

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the connection while the block runs, and start the timer when the block ends."""
        with self._guard:
            self.stop()
            try:
                yield
            finally:
                self._timer = threading.Timer(self.seconds, self._close)
                self._timer.daemon = True
                self._timer.start()

    def stop(self) -> None:
        """Cancel the timer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _close(self) -> None:
        with self._guard:
            if self._timer is threading.current_thread():
                self.session.close()
                self._timer = None
