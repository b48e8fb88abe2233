"""The files beside a server's socket in which writers sign (dolt/writing/writer_lock.py). A writer
that is killed leaves its file.

Invariant: files are listed before connections. A writer signs after it is connected, so a file that
was there before and whose connection is not there afterwards is that of a dead writer.
"""

from __future__ import annotations

import glob
import os
from contextlib import suppress

from beadwork.dolt.connection.session import Session

BEGINNING = "writer-"
IDS = "SELECT id FROM information_schema.processlist"


def paths(socket: str) -> list[str]:
    """Return the paths of the files beside a socket; none where there is no socket."""
    if not socket:
        return []
    directory = glob.escape(os.path.dirname(socket))
    return sorted(glob.glob(os.path.join(directory, f"{BEGINNING}*")))


def connection(path: str) -> str:
    """Return the number of the connection whose writer has signed a file."""
    return os.path.basename(path).removeprefix(BEGINNING)


def connections(session: Session) -> set[str]:
    """Return the numbers of the server's connections.

    Raises:
        ServerError: the server does not answer.
    """
    return {str(number) for (number,) in session.rows(IDS)} | {str(session.connection_id)}


def sweep(session: Session, socket: str) -> None:
    """Remove the files of writers that are gone.

    Raises:
        ServerError: the server does not answer.
    """
    found = paths(socket)
    alive = connections(session) if found else set()
    for path in found:
        if connection(path) not in alive:
            with suppress(OSError):
                os.unlink(path)
