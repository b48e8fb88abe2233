"""Commit what is uncommitted in a working set, each write under the name of its author.

A working set is dirty between the two commits of a write (write.py). A writer that holds the writer
lock and finds a dirty working set knows that the writer before it is gone. The row in
`local_operation` says which write that was. Where history has that write already, the changes came
from raw SQL, and the commit says so.

To commit deferred writes, one SQL transaction gathers them into slot 1. From then on they are one
half-committed write like any other, and the next writer finishes it.
"""

from __future__ import annotations

from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import deferred_message, dolt_commit, local_operation
from beadwork.dolt.writing.author import Author
from beadwork.dolt.writing.local_operation import Operation

OUTSIDE_AUTHOR = Author("outside bd", "").line()
OUTSIDE_MESSAGE = (
    "changes made outside bd\n\nFound uncommitted: written by raw SQL, author unknown."
)


def commit(session: Session) -> None:
    """Commit what is uncommitted under its own message and author.

    The caller holds the writer lock.

    Raises:
        ServerError: the server failed.
    """
    writes = local_operation.deferred(session)
    if writes:
        _gather(session, writes, deferred_message.author(writes))
    _commit_working_set(session, OUTSIDE_MESSAGE, OUTSIDE_AUTHOR)


def commit_as(session: Session, author: str, subject: str) -> list[Operation]:
    """Commit what is uncommitted with `author`, and return the deferred writes.

    The caller holds the writer lock. A half-committed write keeps its own message and author.

    Raises:
        ServerError: the server failed.
    """
    writes = local_operation.deferred(session)
    if writes:
        _gather(session, writes, author, subject)
    if subject:
        _commit_working_set(session, f"{subject}\n\n{OUTSIDE_MESSAGE}", author)
    else:
        _commit_working_set(session, OUTSIDE_MESSAGE, OUTSIDE_AUTHOR)
    return writes


def is_half_committed(session: Session, operation: str) -> bool:
    """Tell whether an operation's write is durable, and its Dolt commit is missing."""
    last = local_operation.last(session)
    return (
        last is not None
        and f"{dolt_commit.TRAILER}{operation}" in last.message
        and dolt_commit.has_uncommitted(session)
    )


def is_deferred(session: Session, operation: str) -> bool:
    """Tell whether an operation's write is durable, and to be committed later."""
    return any(write.operation == operation for write in local_operation.deferred(session))


def _gather(session: Session, writes: list[Operation], author: str, subject: str = "") -> None:
    """Make the deferred writes one half-committed write.

    Where they changed nothing in the end, their rows are deleted.
    """
    if not dolt_commit.has_uncommitted(session):
        session.run(local_operation.DELETE_DEFERRED)
        return
    gathered = Operation(
        local_operation.COMMITTING_SLOT,
        writes[-1].operation,
        author,
        deferred_message.message(writes, author, subject),
    )
    session.pipeline(
        ("START TRANSACTION", ()),
        (local_operation.DELETE_DEFERRED, ()),
        (local_operation.SAVE, gathered),
    )
    session.run("COMMIT")


def _commit_working_set(session: Session, outside_message: str, outside_author: str) -> None:
    """Commit what is uncommitted as the half-committed write; where there is none, as made outside
    bd.
    """
    if not dolt_commit.has_uncommitted(session):
        return
    message, author = outside_message, outside_author
    last = local_operation.last(session)
    if last and not dolt_commit.has_operation(session, last.operation):
        message, author = last.message, last.author
    dolt_commit.make(session, message, author)
