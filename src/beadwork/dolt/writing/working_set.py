"""What a branch has that is in no commit, and whether a writer is changing it."""

from __future__ import annotations

from typing import NamedTuple

from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import hold_lock, local_operation, uncommitted, writer_lock

CHANGED = "SELECT table_name, status FROM dolt_status ORDER BY table_name"
HOLDER = "SELECT IS_USED_LOCK(%s)"
CONFLICTED = "SELECT `table`, num_conflicts FROM dolt_conflicts ORDER BY `table`"


class WorkingSet(NamedTuple):
    """What is uncommitted on a branch."""

    tables: list[str]
    """The tables that differ from the newest commit."""
    deferred_writes: int
    lock_holder: int | None
    """The number of the connection that holds the writer lock; None where nobody does."""


def read(session: Session) -> WorkingSet:
    """Return what is uncommitted on the session's branch.

    The holder is read last: so the changes of a writer that came in between are never shown without
    the writer.
    """
    tables = [str(row[0]) for row in session.rows(CHANGED)]
    deferred = len(local_operation.deferred(session))
    holder = session.rows(HOLDER, writer_lock.name(session))[0][0]
    return WorkingSet(tables, deferred, int(holder) if holder is not None else None)


def commit(session: Session, holder: str, lock_seconds: int) -> None:
    """Commit what is uncommitted under its own message and author.

    Raises:
        LockTimeout: another writer holds the lock.
        ServerError: the server failed.
    """
    with hold_lock.held(session, holder, lock_seconds):
        uncommitted.commit(session)


def conflicts(session: Session) -> dict[str, int]:
    """Return how many rows a merge by Dolt itself left in conflict, by table of the working set."""
    return {str(row[0]): int(row[1]) for row in session.rows(CONFLICTED)}
