"""Whose process is at the other end of a Unix socket, as the kernel says: a path proves nothing."""

from __future__ import annotations

import os
import socket
import struct

import pymysql

from beadwork.dolt.connection.server_errors import UNSAFE

SOL_LOCAL, LOCAL_PEERCRED = 0, 1
"""Constants of macOS and the BSDs (unix(4)); Python has no names for them."""


def require(connected: socket.socket, path: str) -> None:
    """Refuse a listener of another user at a path.

    Raises:
        OperationalError: with the code `UNSAFE`; the message has the listener's user id.
    """
    found = uid(connected)
    if found != os.geteuid():
        raise pymysql.err.OperationalError(
            UNSAFE,
            f"a process of user {found} listens at {path}; nothing was said to it",
        )


def uid(connected: socket.socket) -> int:
    """Return the user id of the process that listens at the other end."""
    linux = getattr(socket, "SO_PEERCRED", None)
    if linux is not None:
        return int(struct.unpack("iII", connected.getsockopt(socket.SOL_SOCKET, linux, 12))[1])
    answer = connected.getsockopt(SOL_LOCAL, LOCAL_PEERCRED, 76)
    return int(struct.unpack_from("=II", answer)[1])
