"""The Dolt commits of a branch: how one is made, and how the one of a write is found.

A commit names the writes in it by trailers, one operation id each.
"""

from __future__ import annotations

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session, Statement

TRAILER = "Operation: "

COMMIT = "CALL DOLT_COMMIT('-Am', %s, '--author', %s)"
UNCOMMITTED: Statement = ("SELECT table_name FROM dolt_status LIMIT 1", ())
"""Gives a row where the working set differs from the newest commit."""
OF_OPERATION = "SELECT commit_hash FROM dolt_log WHERE message LIKE %s LIMIT 1"
NEWEST = "SELECT commit_hash, message FROM dolt_log LIMIT 1"


def make(session: Session, message: str, author: str, *after: Statement) -> str:
    """Commit the working set, in one packet with the statements `after`, and return the hash.

    `author` is `Name <email>`. Where the working set equals the newest commit, nothing happens, and
    the hash is "".

    Raises:
        ServerError: the server failed.
    """
    try:
        made = session.pipeline((COMMIT, (message, author)), *after)[0]
    except ServerError as error:
        if error.fault is not Fault.NOTHING_TO_COMMIT:
            raise
        return ""
    return str(made.rows[0][0])


def has_uncommitted(session: Session) -> bool:
    """Tell whether the working set differs from the newest commit."""
    return bool(session.rows(UNCOMMITTED[0]))


def has_operation(session: Session, operation: str) -> bool:
    """Tell whether a commit of this branch carries the operation id."""
    return bool(of_operation(session, operation))


def of_operation(session: Session, operation: str) -> str:
    """Return the commit of this branch that carries the operation id, "" where none does."""
    rows = session.rows(OF_OPERATION, f"%{TRAILER}{operation}%")
    return str(rows[0][0]) if rows else ""


def newest(session: Session) -> tuple[str, str]:
    """Return the hash and the message of the branch's newest commit."""
    ((commit, message),) = session.rows(NEWEST)
    return str(commit), str(message)
