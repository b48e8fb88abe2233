"""Ports that a server can be started on. Dolt's own check does not settle who gets one.

`dolt sql-server` looks whether anybody answers on its port, loads its databases, and then binds it with SO_REUSEPORT: of two
servers of one user that start in the same moment both hold the port, and the system deals connections out among them. So only
one of ours starts on a port at a time, and whoever has started looks whether another program came to share it.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Generator
from pathlib import Path

from filelock import FileLock, Timeout

from beadwork.dolt.server import holders, settings

TRIED = 100
STARTING_SECONDS = 60
"""How long another server may take to come up on the port that was asked for by name."""


def free(wanted: int) -> Generator[int, None, None]:
    """Yield ports that nobody holds: `wanted` if it is not 0, else one after the other from the default on.

    No other starter of this user is given a port before the next is asked for, or the generator is closed.

    Raises:
        OSError: the directory of the locks cannot be used.
    """
    directory = _directory()
    for port in [wanted] if wanted else range(settings.DEFAULT_PORT, settings.DEFAULT_PORT + TRIED):
        try:
            with FileLock(directory / f"{port}.lock", timeout=STARTING_SECONDS if wanted else 0):
                if is_free(port):
                    yield port
        except Timeout:
            continue


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
    """Tell whether another process than `pid` listens on a port too, as far as this user may see."""
    return bool((holders.listeners(port) or set()) - {pid})


def _directory() -> Path:
    """Return where the locks are: one place for all servers of a user, as SO_REUSEPORT shares among one user's only."""
    directory = Path(f"/tmp/beadwork-{os.getuid()}/ports")  # noqa: S108 - made 0700
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.is_symlink() or directory.stat().st_uid != os.getuid():
        raise PermissionError(13, "it belongs to another user", str(directory))
    return directory
