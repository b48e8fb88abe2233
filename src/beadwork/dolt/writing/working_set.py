"""What a branch has that is in no commit, and whether somebody is at it: nobody's, or a writer's
between two commits.
"""

from __future__ import annotations

from typing import NamedTuple

from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import hold_lock, settle, writer_lock

CHANGED = "SELECT table_name, status FROM dolt_status ORDER BY table_name"
HOLDER = "SELECT IS_USED_LOCK(%s)"
CONFLICTED = "SELECT `table`, num_conflicts FROM dolt_conflicts ORDER BY `table`"


class Unfinished(NamedTuple):
    """The tables that differ from the newest commit, how many writes are meant to wait, and who
    holds the writer lock.
    """

    tables: list[str]
    waiting: int
    holder: int | None


def look(session: Session) -> Unfinished:
    """Return what is unfinished on the session's branch.

    The holder is asked for last: a writer that came in between has changed something, and holds the
    lock.
    """
    tables = [str(row[0]) for row in session.rows(CHANGED)]
    waiting = len(settle.waiting(session))
    holder = session.rows(HOLDER, writer_lock.name(session))[0][0]
    return Unfinished(tables, waiting, int(holder) if holder is not None else None)


def finish(session: Session, holder: str, seconds: int) -> None:
    """Commit what is uncommitted under its own message and author.

    Raises:
        LockTimeout: a writer holds the lock.
        ServerError: the server failed.
    """
    with hold_lock.held(session, holder, seconds):
        settle.settle(session)


def conflicts(session: Session) -> dict[str, int]:
    """Return the tables of the working set that a merge by Dolt itself left in conflict, with how
    many rows.
    """
    return {str(row[0]): int(row[1]) for row in session.rows(CONFLICTED)}
