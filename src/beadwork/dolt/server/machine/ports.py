"""Ports that a server can be started on. Dolt's own check does not settle which server gets a port.

`dolt sql-server` looks whether anybody answers on its port, loads its databases, and then binds the
port with SO_REUSEPORT. Two servers of one user that start at the same moment both hold the port,
and the system deals connections out among them. So only one of ours starts on a port at a time, and
after each start we check whether another program shares the port.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from beadwork.dolt.server import settings
from beadwork.dolt.server.machine import holders

TRIED = 100


def free(wanted: int) -> Generator[int, None, None]:
    """Yield ports that nobody holds: `wanted` if it is not 0, else one after the other from the
    default on.

    No other starter of this user gets a yielded port until the next one is asked for or the
    generator is closed.
    """
    for port in [wanted] if wanted else range(settings.DEFAULT_PORT, settings.DEFAULT_PORT + TRIED):
        with _reserved(port) as ours:
            if ours and is_free(port):
                yield port


def is_free(port: int) -> bool:
    """Tell whether nobody holds a port of this machine now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def shared(port: int, pid: int) -> bool:
    """Tell whether another process than `pid` listens on a port, as far as this user may see."""
    return bool((holders.listeners(port) or set()) - {pid})


@contextmanager
def _reserved(port: int) -> Iterator[bool]:
    """Reserve a port by a name that only one living process can hold; yield whether it is ours.

    The name is that of an abstract socket (unix(7)): it leaves no file behind, and nobody's file
    can be in the way. Only Linux has abstract sockets: elsewhere every port is ours, and `shared`
    alone finds another server.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as name:
        try:
            if sys.platform == "linux":
                name.bind(f"\0beadwork-port-{os.getuid()}-{port}")
        except OSError:
            yield False
        else:
            yield True
