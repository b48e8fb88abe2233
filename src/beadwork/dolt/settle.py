"""Give what lies uncommitted in a working set to its author, before anybody else commits it under a wrong name.

A working set is dirty between the two commits of a write (write.py). Whoever holds the writer lock and finds it so knows
that its writer is gone: the row in `local_operation` says which write that was, unless history has that write already;
then the changes came from raw SQL, and the commit says that.
"""

from __future__ import annotations

from beadwork.dolt.author import Author
from beadwork.dolt.faults import Fault, ServerError
from beadwork.dolt.session import Session, Statement

TABLE = "local_operation"
TRAILER = "Operation: "

DIRTY: Statement = ("SELECT table_name FROM dolt_status LIMIT 1", ())

CREATE = """
    CREATE TABLE IF NOT EXISTS local_operation (
        slot INT PRIMARY KEY,
        operation VARCHAR(32) NOT NULL,
        author VARCHAR(600) NOT NULL,
        message LONGTEXT NOT NULL
    )
"""
PROBE: Statement = ("SELECT slot FROM local_operation", ())
"""Fails where a branch has no such table yet, before the action has run for nothing."""
IGNORE = "REPLACE INTO dolt_ignore (pattern, ignored) VALUES ('local\\_%%', TRUE)"
PREPARED = "bd: keep tables named local_* out of history"
NOTE = "REPLACE INTO local_operation (slot, operation, author, message) VALUES (%s, %s, %s, %s)"
LAST = "SELECT operation, author, message FROM local_operation WHERE slot = 1"
IN_HISTORY = "SELECT commit_hash FROM dolt_log WHERE message LIKE %s LIMIT 1"
COMMIT = "CALL DOLT_COMMIT('-Am', %s, '--author', %s)"

OUTSIDE_AUTHOR = Author("outside bd", "").line()
OUTSIDE_MESSAGE = "changes made outside bd\n\nFound uncommitted: written by raw SQL, author unknown."


def settle(session: Session) -> None:
    """Commit what is uncommitted under its own message and author. The caller holds the writer lock.

    Raises:
        ServerError: the server failed.
    """
    if not session.rows(DIRTY[0]):
        return
    message, author = OUTSIDE_MESSAGE, OUTSIDE_AUTHOR
    last = _last(session)
    if last and not in_history(session, last[0]):
        _, author, message = last
    try:
        session.run(COMMIT, message, author)
    except ServerError as error:
        if error.fault is not Fault.NOTHING_TO_COMMIT:
            raise


def in_history(session: Session, operation: str) -> bool:
    """Tell whether a commit of this branch carries the operation id."""
    return bool(session.rows(IN_HISTORY, f"%{TRAILER}{operation}%"))


def prepare(session: Session, author: str) -> None:
    """Make a database fit for the write protocol. May be run again; the caller is the only one who uses the database."""
    session.run(IGNORE)
    session.run(CREATE)
    try:
        session.run(COMMIT, PREPARED, author)
    except ServerError as error:
        if error.fault is not Fault.NOTHING_TO_COMMIT:
            raise


def is_waiting(session: Session, operation: str) -> bool:
    """Tell whether the working set holds what this operation wrote: durable, and not in history yet."""
    last = _last(session)
    return last is not None and last[0] == operation and bool(session.rows(DIRTY[0]))


def create_table(session: Session) -> None:
    """Make the table where a branch does not have it: ignored tables do not come along to a new branch."""
    session.run(CREATE)


def _last(session: Session) -> tuple[str, str, str] | None:
    if not session.rows("SHOW TABLES LIKE 'local\\_operation'"):
        return None
    rows = session.rows(LAST)
    return (rows[0][0], rows[0][1], rows[0][2]) if rows else None
