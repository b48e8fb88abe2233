"""Another user of the machine, where the tests run as root: the user's files and server."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

UID = 43_210
"""The id of a user that is in no user database."""

needed = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as a second user")


def takes(path: Path) -> None:
    """Give a file or a directory to the neighbour."""
    os.lchown(path, UID, UID)


class Heard:
    """The bytes that a server of the neighbour received."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def all(self) -> bytes:
        """Return every byte, once the server has ended."""
        with os.fdopen(self._descriptor, "rb") as pipe:
            return pipe.read()


@contextmanager
def listening(path: Path, uid: int = UID, greeting: bytes = b"") -> Iterator[Heard]:
    """Let a process of the neighbour listen on a Unix socket, greet one client, and record what the
    client sends. The process ends with its client.

    The socket is made in a directory where the neighbour may write, and root moves it to `path`.
    """
    meeting = Path(tempfile.mkdtemp(prefix="bw-"))
    os.chown(meeting, uid, uid)
    here, there = os.pipe()
    listener = socket.socket(socket.AF_UNIX)
    ready, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgid(uid)
            os.setuid(uid)
            listener.bind(str(meeting / "s"))
            listener.listen()
            os.chmod(meeting / "s", 0o666)  # noqa: S103 - every user may connect
            os.write(told, b".")
            client, _ = listener.accept()
            client.sendall(greeting)
            client.settimeout(10)
            while words := client.recv(65_536):
                os.write(there, words)
        finally:
            os._exit(0)
    os.close(there)
    os.close(told)
    listener.close()
    try:
        assert os.read(ready, 1) == b"."
        (meeting / "s").rename(path)
        meeting.rmdir()
        yield Heard(here)
    finally:
        os.close(ready)
        os.waitpid(child, 0)
