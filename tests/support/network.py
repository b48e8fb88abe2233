"""The network between a test and a host: a host that says nothing, and a line that can be cut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class SilentHost:
    """Accepts connections, and says nothing."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.accepted: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self.accepted.append(self._listener.accept()[0])

    def close(self) -> None:
        """Close all, and so end whoever still waits."""
        _shut(self._listener)
        self._thread.join()
        for accepted in self.accepted:
            _shut(accepted)


@contextmanager
def silent_host() -> Iterator[SilentHost]:
    """Run a silent host while the block runs."""
    host = SilentHost()
    try:
        yield host
    finally:
        host.close()


class Line:
    """A TCP line to `target` that carries everything until it is cut.

    `cut_after` cuts it by itself, in the middle of a transfer: when the client has sent so many
    bytes. While it is cut, connections are refused as by a network that is down: they are closed
    at once.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.is_cut = False
        self.cut_after: int | None = None
        self.sent = 0
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Cut all connections, and refuse new ones."""
        self.is_cut = True
        with self._lock:
            for end in self._open:
                _shut(end)
            self._open.clear()

    def mend(self) -> None:
        """Carry again what comes from now on."""
        self.cut_after, self.sent, self.is_cut = None, 0, False

    def close(self) -> None:
        _shut(self._listener)
        self._thread.join()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self._carry(self._listener.accept()[0])

    def _carry(self, client: socket.socket) -> None:
        if self.is_cut:
            _shut(client)
            return
        try:
            host = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            _shut(client)
            return
        with self._lock:
            self._open += [client, host]
        threading.Thread(target=self._pump, args=(client, host, True), daemon=True).start()
        threading.Thread(target=self._pump, args=(host, client, False), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, is_sent: bool) -> None:
        with suppress(OSError):
            while data := source.recv(16384):
                if is_sent:
                    self.sent += len(data)
                    if self.cut_after is not None and self.sent > self.cut_after:
                        self.cut()
                        return
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@contextmanager
def line(target: int) -> Iterator[Line]:
    """Run a line to a port of the loopback address while the block runs."""
    made = Line(target)
    try:
        yield made
    finally:
        made.close()


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
