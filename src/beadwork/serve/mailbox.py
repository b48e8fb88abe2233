"""The way to the feed, which the master makes and all of its processes share."""

from __future__ import annotations

import mmap
import socket
from contextlib import suppress

WROTE = b"wrote"
"""What a worker says after a write; anything else is a subscription, with a connection."""


class Mailbox:
    """What workers put in and the feed reads; a byte that they share says whether one reads."""

    def __init__(self) -> None:
        self.outlet, self.inbox = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.outlet.setblocking(False)
        self.inbox.setblocking(False)  # `recv_fds` knows no flags
        self._is_heard = mmap.mmap(-1, 1)

    @property
    def is_heard(self) -> bool:
        """True while there is a feed."""
        return self._is_heard[0] != 0

    @is_heard.setter
    def is_heard(self, is_heard: bool) -> None:
        self._is_heard[0] = int(is_heard)

    def tell_of_write(self) -> None:
        """Tell the feed, where there is one, of a write. It needs no telling where it has so much
        to read already.
        """
        if self.is_heard:
            with suppress(OSError):
                self.outlet.send(WROTE)

    def subscribe(self, wanted: str, listener: socket.socket) -> None:
        """Send who wants to listen to the feed, which begins if need be.

        Raises:
            OSError: it has no room.
        """
        socket.send_fds(self.outlet, [wanted.encode()], [listener.fileno()])
