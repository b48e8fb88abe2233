"""A proxy that a test can cut at an exact statement: a Unix socket that forwards packets to the
server and counts them.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

HANDSHAKE = 1
"""Packets that a client sends before its first statement: its login."""


class Cut(NamedTuple):
    """Where to cut: at the client's Nth statement, before the server receives it, or before the
    client receives the answer.
    """

    statement: int
    heard: bool


class Proxy:
    """Forwards connections to `target`. The first connection is cut once, at `cut`. Later
    connections are not cut.
    """

    def __init__(self, path: Path, target: str, cut: Cut) -> None:
        self.path = path
        self.target = target
        self.cut = cut
        self.has_cut = False
        self._answered = threading.Event()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        self._sockets: list[socket.socket] = [self._listener]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in self._sockets:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        self._thread.join(10)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.target)
            self._sockets += [client, server]
            threading.Thread(target=self._answers, args=(server, client), daemon=True).start()
            threading.Thread(target=self._statements, args=(client, server), daemon=True).start()

    def _answers(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                self._answered.set()
                client.sendall(data)
        _end(client)

    def _statements(self, client: socket.socket, server: socket.socket) -> None:
        sent = 0
        with suppress(OSError):
            while packet := _packet(client):
                if not self.has_cut and sent == self.cut.statement + HANDSHAKE - 1:
                    self.has_cut = True
                    self._answered.clear()
                    self._strike(client)
                    if self.cut.heard:  # the server receives it, the client gets no answer
                        server.sendall(packet)
                        self._answered.wait(10)  # the server has executed the statement
                    break
                sent += 1
                server.sendall(packet)
        _end(client)
        _end(server)

    def _strike(self, client: socket.socket) -> None:
        """Do to the client what the cut is."""
        client.shutdown(socket.SHUT_RDWR)


class KillingProxy(Proxy):
    """A proxy that kills the process which sends the statement."""

    def _strike(self, client: socket.socket) -> None:
        credentials = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        os.kill(int.from_bytes(credentials[:4], sys.byteorder), signal.SIGKILL)


def _packet(stream: socket.socket) -> bytes:
    """Return one packet of the MySQL protocol with its header of 4 bytes. Return an empty one at
    the end of the stream.
    """
    header = _exactly(stream, 4)
    return header + _exactly(stream, int.from_bytes(header[:3], "little")) if header else b""


def _exactly(stream: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = stream.recv(size - len(data))
        if not part:
            return b""
        data += part
    return data


def _end(stream: socket.socket) -> None:
    with suppress(OSError):
        stream.shutdown(socket.SHUT_RDWR)
