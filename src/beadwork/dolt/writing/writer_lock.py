"""The writer lock of a branch: one writer at a time, and a waiter learns who holds it.

The server frees the lock when its connection ends, however it ends, so the lock cannot go stale.
The holder writes its name to a small file beside the server's socket, where the socket is known:
the server itself knows only a connection number.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from beadwork import errors
from beadwork.dolt.connection.driver import digest
from beadwork.dolt.connection.session import Session, Statement
from beadwork.files import bounded

NAME_LENGTH = 64
"""MySQL's limit for the name of a user-level lock."""


def name(session: Session) -> str:
    """Return the name of the session's branch's lock, at most 64 characters."""
    # Dolt looks names up in lower case.
    full = f"beadwork/{session.database}/{session.branch or 'main'}".lower()
    if len(full) <= NAME_LENGTH:
        return full
    return f"beadwork/{digest(full)[:40]}"


def take(lock_name: str, seconds: int) -> Statement:
    """Return the statement that takes the lock. It gives 1, or 0 after waiting for `seconds`."""
    # VALUES: a SELECT without a table takes Dolt 0.2 ms longer.
    return ("VALUES ROW(GET_LOCK(%s, %s))", (lock_name, seconds))


def release() -> Statement:
    """Return the statement that frees the lock, however often this connection has taken it."""
    return ("VALUES ROW(RELEASE_ALL_LOCKS())", ())


def sign(session: Session, holder: str) -> str | None:
    """Write the holder's name to its file and return the path; None where it cannot be written."""
    path = _signature(session, session.connection_id)
    if path is None:
        return None
    words = " ".join([os.path.basename(sys.argv[0]), *sys.argv[1:2]])
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        with open(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="replace") as file:
            file.write(f"{holder} (pid {os.getpid()}, {words})")
    except OSError:
        return None
    return path


def unsign(signature: str | None) -> None:
    """Delete the file that `sign` wrote."""
    if signature is not None:
        with suppress(OSError):
            os.unlink(signature)


def held_by_another(
    session: Session, lock_name: str, seconds: int, what: str = ""
) -> errors.LockTimeout:
    """Return the error that names the holder of the lock, after `seconds` of waiting. `what` names
    another lock than the branch's.
    """
    what = what or f"the writer lock of {session.database}/{session.branch or 'main'}"
    rows = session.rows("SELECT IS_USED_LOCK(%s)", lock_name)
    connection = rows[0][0] if rows else None
    holder = f"connection {connection}" if connection else "a writer that has just let go"
    path = _signature(session, connection) if connection else None
    if path is not None:
        with suppress(OSError, errors.BadFile):
            words = bounded.read_some(path, bounded.LINE).decode(errors="replace")
            holder = f"{words}, connection {connection}"
    return errors.LockTimeout(
        f"waited {seconds} s for {what}, held by {holder}",
        hint="look at that process; when it ends, its lock is free at once",
        holder=holder,
        seconds=seconds,
    )


def _signature(session: Session, connection: int) -> str | None:
    # The directory of a managed server's socket is ours alone.
    socket = session.address.socket if session.address.managed else ""
    return os.path.join(os.path.dirname(socket), f"writer-{connection}") if socket else None
