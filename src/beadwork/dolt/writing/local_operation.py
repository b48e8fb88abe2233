"""The table `local_operation`: the author and message of writes that are durable, but in no Dolt
commit yet.

`dolt_ignore` matches the table: it changes in the same SQL transaction as the data, and is in no
commit. Slot 1 has the last write that was to be committed; that write is half-committed until its
Dolt commit is made. With `dolt.auto-commit: off` each write is deferred: it takes a slot of its own
from 2 up, and stays there until somebody commits.
"""

from __future__ import annotations

from typing import NamedTuple

from beadwork.dolt.connection.session import Session, Statement
from beadwork.dolt.writing import dolt_commit
from beadwork.dolt.writing.transaction import Reader

TABLE = "local_operation"
COMMITTING_SLOT = 1
"""The slot of a write that is to be committed at once."""

CREATE = """
    CREATE TABLE IF NOT EXISTS local_operation (
        slot INT PRIMARY KEY,
        operation VARCHAR(32) NOT NULL,
        author VARCHAR(600) NOT NULL,
        message LONGTEXT NOT NULL
    )
"""
IGNORE = "REPLACE INTO dolt_ignore (pattern, ignored) VALUES ('local\\_%%', TRUE)"
IGNORE_MESSAGE = "bd: keep tables named local_* out of history"
SLOTS: Statement = ("SELECT slot FROM local_operation", ())
"""The slots that are taken. The query fails where a branch has no such table yet, and so before the
action runs in vain.
"""
EXISTS = "SHOW TABLES LIKE 'local\\_operation'"
SAVE = "REPLACE INTO local_operation (slot, operation, author, message) VALUES (%s, %s, %s, %s)"
ALL = "SELECT slot, operation, author, message FROM local_operation ORDER BY slot"
DELETE_DEFERRED = "DELETE FROM local_operation WHERE slot > 1"
DELETE_LAST = "DELETE FROM local_operation WHERE slot = 1"


class Operation(NamedTuple):
    """One row: `author` is `Name <email>`, and `message` ends in the trailer with `operation`."""

    slot: int
    operation: str
    author: str
    message: str


def last(reader: Reader) -> Operation | None:
    """Return the last write that was to be committed, which may be half-committed."""
    return next((write for write in _all(reader) if write.slot == COMMITTING_SLOT), None)


def deferred(reader: Reader) -> list[Operation]:
    """Return the deferred writes, in the order in which they were made."""
    return [write for write in _all(reader) if write.slot > COMMITTING_SLOT]


def delete_last(session: Session) -> None:
    """Delete the last write's row before a squash removes the write's commit: without that commit
    the write would count as half-committed.
    """
    session.run(DELETE_LAST)


def create(session: Session) -> None:
    """Create the table where a branch lacks it: a new branch begins without ignored tables."""
    session.run(CREATE)


def prepare(session: Session, author: str) -> None:
    """Make a database fit for the write protocol; may be run again.

    Nobody but the caller may use the database meanwhile.
    """
    session.run(IGNORE)
    session.run(CREATE)
    dolt_commit.make(session, IGNORE_MESSAGE, author)


def _all(reader: Reader) -> list[Operation]:
    if not reader.rows(EXISTS):
        return []
    return [Operation._make(row) for row in reader.rows(ALL)]
