"""One of the things that go on at once: a thread that keeps the error it ended with."""

from __future__ import annotations

import threading


class Activity(threading.Thread):
    """Does `act` until the run is over."""

    error: BaseException | None = None

    def run(self) -> None:
        """Act, and keep the error: whoever joins the thread tells it."""
        try:
            self.act()
        except BaseException as error:  # noqa: BLE001 - told by whoever joins
            self.error = error

    def act(self) -> None:
        """Act until the run is over."""
        raise NotImplementedError
