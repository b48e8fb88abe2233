"""Give what lies uncommitted in a working set to its author, before anybody else commits it under a
wrong name.

A working set is dirty between the two commits of a write (write.py). Whoever holds the writer lock
and finds it so knows that its writer is gone: the row in `local_operation` says which write that
was, unless history has that write already; then the changes came from raw SQL, and the commit says
that.

Slot 1 of that table has the last write that was to be committed. With `dolt.auto-commit: off` each
write takes a slot of its own from 2 up instead, and waits there. To commit them they are gathered
into slot 1 by one SQL transaction: from then on they are one write like any other, and whoever
comes next finishes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session, Statement
from beadwork.dolt.writing import deferred_message
from beadwork.dolt.writing.author import Author
from beadwork.dolt.writing.deferred_message import TRAILER as TRAILER
from beadwork.dolt.writing.deferred_message import Pending

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

TABLE = "local_operation"

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
"""Which slots are taken. Fails where a branch has no such table yet, before the action has run for
nothing.
"""
IGNORE = "REPLACE INTO dolt_ignore (pattern, ignored) VALUES ('local\\_%%', TRUE)"
PREPARED = "bd: keep tables named local_* out of history"
NOTE = "REPLACE INTO local_operation (slot, operation, author, message) VALUES (%s, %s, %s, %s)"
NOTES = "SELECT slot, operation, author, message FROM local_operation ORDER BY slot"
CLEAR = "DELETE FROM local_operation WHERE slot > 1"
FORGET = "DELETE FROM local_operation WHERE slot = 1"
IN_HISTORY = "SELECT commit_hash FROM dolt_log WHERE message LIKE %s LIMIT 1"
NEWEST = "SELECT commit_hash, message FROM dolt_log LIMIT 1"
COMMIT = "CALL DOLT_COMMIT('-Am', %s, '--author', %s)"

OUTSIDE_AUTHOR = Author("outside bd", "").line()
OUTSIDE_MESSAGE = (
    "changes made outside bd\n\nFound uncommitted: written by raw SQL, author unknown."
)


def settle(session: Session) -> None:
    """Commit what is uncommitted under its own message and author. The caller holds the writer
    lock.

    Raises:
        ServerError: the server failed.
    """
    writes = waiting(session)
    if writes:
        gather(session, writes, deferred_message.author(writes))
    _finish(session, OUTSIDE_MESSAGE, OUTSIDE_AUTHOR)


def commit(session: Session, author: str, subject: str) -> list[Pending]:
    """Commit what is uncommitted as somebody's wish and return the writes that waited. The caller
    holds the writer lock.

    A write that its writer left half done keeps its own message and author.

    Raises:
        ServerError: the server failed.
    """
    writes = waiting(session)
    if writes:
        gather(session, writes, author, subject)
    if subject:
        _finish(session, f"{subject}\n\n{OUTSIDE_MESSAGE}", author)
    else:
        _finish(session, OUTSIDE_MESSAGE, OUTSIDE_AUTHOR)
    return writes


def gather(session: Session, writes: list[Pending], author: str, subject: str = "") -> None:
    """Make one write, that of slot 1, of all that wait; where they changed nothing in the end,
    forget them.
    """
    if not session.rows(DIRTY[0]):
        session.run(CLEAR)
        return
    session.pipeline(
        ("START TRANSACTION", ()),
        (CLEAR, ()),
        (
            NOTE,
            (1, writes[-1].operation, author, deferred_message.message(writes, author, subject)),
        ),
    )
    session.run("COMMIT")


def _finish(session: Session, outside_message: str, outside_author: str) -> None:
    """Commit what is uncommitted as the write of slot 1, or as what was made outside where history
    has that write.
    """
    if not session.rows(DIRTY[0]):
        return
    message, author = outside_message, outside_author
    last = next((note for note in _notes(session) if note.slot == 1), None)
    if last and not in_history(session, last.operation):
        author, message = last.author, last.message
    try:
        session.run(COMMIT, message, author)
    except ServerError as error:
        if error.fault is not Fault.NOTHING_TO_COMMIT:
            raise


def forget(session: Session) -> None:
    """Forget the last write, which is in history, before the commit that says so goes: it would
    count as half done.
    """
    session.run(FORGET)


def waiting(session: Reader) -> list[Pending]:
    """Return the writes that wait for a commit, in the order in which they were made."""
    return [note for note in _notes(session) if note.slot > 1]


def in_history(session: Session, operation: str) -> bool:
    """Tell whether a commit of this branch carries the operation id."""
    return bool(session.rows(IN_HISTORY, f"%{TRAILER}{operation}%"))


def newest(session: Session) -> tuple[str, str]:
    """Return the hash and the message of the branch's newest commit."""
    ((commit, message),) = session.rows(NEWEST)
    return str(commit), str(message)


def prepare(session: Session, author: str) -> None:
    """Make a database fit for the write protocol. May be run again; the caller is the only one who
    uses the database.
    """
    session.run(IGNORE)
    session.run(CREATE)
    try:
        session.run(COMMIT, PREPARED, author)
    except ServerError as error:
        if error.fault is not Fault.NOTHING_TO_COMMIT:
            raise


def is_waiting(session: Session, operation: str) -> bool:
    """Tell whether an operation takes part in the write of slot 1, and that is durable but not in
    history yet.
    """
    first = next((note for note in _notes(session) if note.slot == 1), None)
    return (
        first is not None
        and f"{TRAILER}{operation}" in first.message
        and bool(session.rows(DIRTY[0]))
    )


def is_pending(session: Session, operation: str) -> bool:
    """Tell whether what this operation wrote is durable and waits for somebody's commit, as it was
    meant to.
    """
    return any(note.operation == operation for note in waiting(session))


def create_table(session: Session) -> None:
    """Make the table where a branch does not have it: ignored tables do not come along to a new
    branch.
    """
    session.run(CREATE)


def _notes(session: Reader) -> list[Pending]:
    if not session.rows("SHOW TABLES LIKE 'local\\_operation'"):
        return []
    return [Pending._make(row) for row in session.rows(NOTES)]
