"""Statements that a person wrote. What says that it reads is kept from writing by the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.dolt.connection.server_errors import Fault, ServerError, explain

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session, Table
    from beadwork.dolt.writing.transaction import Transaction

WRITABLE = (
    "issues", "dependencies", "comments", "memories", "config", "conflicts", "compactions", "mail",
    "channels",
)  # fmt: skip
"""The tables whose rows a person may change by SQL. `metadata` says what the database is, and the
others belong to Dolt.
"""

BEGIN = "START TRANSACTION READ ONLY"
END = "ROLLBACK"


def read(session: Session, sql: str) -> Table:
    """Return what a reading statement gives.

    Raises:
        ServerError: it fails, or tries to write.
    """
    session.run(BEGIN)
    found = session.table(sql)
    session.run(END)
    return found


def write(tx: Transaction, sql: str) -> int:
    """Run a statement that changes rows and return how many.

    Raises:
        BeadworkError: the server refuses it.
    """
    try:
        return tx.run(sql.replace("%", "%%"))
    except ServerError as error:
        # A key that is taken is no accident here, as it is for a random id, and another try would
        # not mend it.
        if error.fault in (Fault.RETRY, Fault.LOST, Fault.REFUSED):
            raise
        raise explain(error) from error
