"""Dolt's own garbage collection: it deletes what nothing refers to, and history stays.

The journal becomes compact files.

A collection runs without the writer lock. By default the server also collects by itself, and ours
do. A collection then waits for the statements that run when it begins, and afterwards all other
statements go on. A writer that waits in `GET_LOCK` is such a statement. So whoever held the writer
lock during a collection would wait for the writers that wait for the lock (measured: the collection
took as long as the waiter's time limit).

Where `auto_gc_behavior` is off, a collection cuts all other connections instead. A writer then
looks up what became of its write, as after every lost connection (dolt/writing/write.py).
"""

from __future__ import annotations

import os
from typing import NamedTuple

from beadwork.dolt.backoff import Backoff
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.errors import BeadworkError

COLLECT = "CALL DOLT_GC()"
COLLECT_ALL = "CALL DOLT_GC('--full')"

JOURNAL_LIMIT = 50_000_000
"""Bytes of journal from which on a collection is worth its time."""

UNSAFE = "could not establish safep"
"""Dolt's error where other connections have not ended; it spells "safepont" in 1.88.1."""

JOURNAL = "v" * 32
"""The journal's name among the files of `.dolt/noms`."""


class Sizes(NamedTuple):
    """Bytes on disk: of the whole database, and of its journal, which is a part of that."""

    database: int
    journal: int


def sizes(data: str, database: str) -> Sizes:
    """Return the sizes of a database in a managed server's data directory."""
    total = journal = 0
    for directory, _, files in os.walk(os.path.join(data, database)):
        for file in files:
            size = _size(os.path.join(directory, file))
            total += size
            journal += size if file == JOURNAL else 0
    return Sizes(total, journal)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return 0


def collect(session: Session, *, full: bool) -> None:
    """Collect what nothing refers to; `full` also reads the files that earlier collections made.

    A second collection waits for the first. A server that cuts connections collects nothing while
    one of them has not ended; the collection is then tried again for some seconds.

    Raises:
        ServerError: the server failed.
        BeadworkError: other connections did not end.
    """
    backoff = Backoff()
    for delay in backoff.delays():
        try:
            session.rows(COLLECT_ALL if full else COLLECT)
            return
        except ServerError as error:
            if UNSAFE not in error.text:
                raise
        finally:
            # The server spares this connection, but answers nothing on it any more.
            session.drop()
        backoff.wait(delay)
    raise BeadworkError(
        "the server collected nothing: other connections did not end",
        hint="bd gc, when it is quiet",
    )
