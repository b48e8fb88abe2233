"""SQL statements that a person wrote. The server prevents a reading statement from writing."""

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
"""The tables whose rows a person may change by SQL. `metadata` is not among them, since it
identifies the database. All others belong to Dolt.
"""

BEGIN = "START TRANSACTION READ ONLY"
END = "ROLLBACK"


def read(session: Session, sql: str) -> Table:
    """Return the result of a reading statement.

    Raises:
        ServerError: the statement fails, or tries to write.
    """
    session.run(BEGIN)
    found = session.table(sql)
    session.run(END)
    return found


def write(tx: Transaction, sql: str) -> int:
    """Run a statement that changes rows, and return how many rows it changed.

    Raises:
        BeadworkError: the server refuses the statement.
    """
    try:
        return tx.run(sql.replace("%", "%%"))
    except ServerError as error:
        # A duplicate key is no accident here, as it is for a random id. Another try would fail too.
        if error.fault in (Fault.RETRY, Fault.LOST, Fault.REFUSED):
            raise
        raise explain(error) from error
