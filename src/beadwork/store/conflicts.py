"""The table `conflicts`: what merges left to a person. It blocks no other work, and goes when somebody decides."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.model.conflict import Candidate

if TYPE_CHECKING:
    from beadwork.dolt.session import Row
    from beadwork.dolt.write import Reader, Transaction

COLUMNS = ", ".join(Candidate._fields)
ALL = f"SELECT {COLUMNS} FROM conflicts ORDER BY issue_id, field, recorded_at, digest"
OF_ISSUES = f"SELECT {COLUMNS} FROM conflicts WHERE issue_id IN %s ORDER BY issue_id, field, recorded_at, digest"
RECORD = f"REPLACE INTO conflicts ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)"
REMOVE = "DELETE FROM conflicts WHERE issue_id = %s AND field = %s"
REMOVE_OF = "DELETE FROM conflicts WHERE issue_id IN %s"


def everything(reader: Reader) -> list[Candidate]:
    """Return every value that waits for a decision."""
    return [from_row(row) for row in reader.rows(ALL)]


def of(reader: Reader, ids: Sequence[str]) -> list[Candidate]:
    """Return the values that wait for a decision about these issues."""
    return [from_row(row) for row in reader.rows(OF_ISSUES, tuple(ids))]


def record(tx: Transaction, candidates: Sequence[Candidate]) -> None:
    """Keep values for a person to choose from."""
    for one in candidates:
        tx.write(RECORD, *one._replace(value=json.dumps(one.value, ensure_ascii=False, sort_keys=True)))


def remove(tx: Transaction, issue_id: str, field: str) -> None:
    """Forget the values of a field that has been decided."""
    tx.write(REMOVE, issue_id, field)


def remove_of(tx: Transaction, ids: Sequence[str]) -> None:
    """Forget what waits about issues that are deleted."""
    tx.write(REMOVE_OF, tuple(ids))


def from_row(row: Row) -> Candidate:
    """Return the candidate of a row in the order of COLUMNS."""
    return Candidate._make(row)._replace(value=json.loads(row[3]))
