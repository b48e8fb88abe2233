"""The table `conflicts`: what merges left to a person. A conflict blocks no other work, and its
rows are deleted when somebody decides.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.model.issues import field_table
from beadwork.model.merging.conflict import Candidate
from beadwork.store import id_lists

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Row, Statement
    from beadwork.dolt.writing.transaction import Reader, Transaction

FIELDS = field_table.MANUAL
"""The columns of `issues` that a merge leaves to a person. In JSON they have the same names."""

COLUMNS = ", ".join(Candidate._fields)
_IN_ORDER = "ORDER BY issue_id, field, recorded_at, digest"
ALL = f"SELECT {COLUMNS} FROM conflicts {_IN_ORDER}"
OF_ISSUES = f"SELECT {COLUMNS} FROM conflicts WHERE issue_id IN %s {_IN_ORDER}"
RECORD = f"REPLACE INTO conflicts ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)"
REMOVE = "DELETE FROM conflicts WHERE issue_id = %s AND field = %s"
REMOVE_OF = "DELETE FROM conflicts WHERE issue_id IN %s"


def everything(reader: Reader) -> list[Candidate]:
    """Return the values of every conflict."""
    return _read(reader, (ALL, ()))


def of(reader: Reader, ids: Sequence[str]) -> list[Candidate]:
    """Return the values of the conflicts of these issues."""
    return _read(reader, of_issues(ids))


def of_issues(ids: Sequence[str]) -> Statement:
    """Return the statement that `of` runs."""
    return id_lists.statement(OF_ISSUES, ids)


def is_older(error: ServerError) -> bool:
    """Tell whether a statement failed because the database, or the commit that is read, does not
    have the table yet.
    """
    return error.fault is Fault.NO_TABLE and "conflicts" in error.text


def record(tx: Transaction, candidates: Sequence[Candidate]) -> None:
    """Insert the values of conflicts, from which a person will choose."""
    for candidate in candidates:
        tx.write(
            RECORD,
            *candidate._replace(
                value=json.dumps(candidate.value, ensure_ascii=False, sort_keys=True)
            ),
        )


def remove(tx: Transaction, issue_id: str, field: str) -> None:
    """Delete the conflict of a field, which has been decided."""
    tx.write(REMOVE, issue_id, field)


def settle(tx: Transaction, issue_id: str, field: str) -> bool:
    """Delete the conflict of a field that keeps its value, and tell whether there was one."""
    return tx.run(REMOVE, issue_id, field) > 0


def remove_of(tx: Transaction, ids: Sequence[str]) -> None:
    """Delete the conflicts of issues that are deleted."""
    for chunk in id_lists.chunks(ids):
        tx.write(REMOVE_OF, tuple(chunk))


def _read(reader: Reader, statement: Statement) -> list[Candidate]:
    try:
        return [from_row(row) for row in reader.read(statement)[0].rows]
    except ServerError as error:
        if is_older(error):
            return []
        raise


def from_row(row: Row) -> Candidate:
    """Return the candidate of a row in the order of COLUMNS."""
    return Candidate._make(row)._replace(value=json.loads(row[3]))
