"""The rows of a ledger: entries are appended and read, and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from beadwork.model.ledger.additions import Tip
from beadwork.model.ledger.entry import Entry
from beadwork.store import id_lists

if TYPE_CHECKING:
    from beadwork.dolt.databases.fingerprint import Query
    from beadwork.dolt.writing.transaction import Reader, Transaction

COLUMNS = ", ".join(Entry._fields)
ALL = f"SELECT {COLUMNS} FROM entries ORDER BY number"
LAST = f"SELECT {COLUMNS} FROM entries ORDER BY number DESC LIMIT 1"
OF_ISSUES = f"SELECT {COLUMNS} FROM entries WHERE issue_id IN %s ORDER BY issue_id, number"
FACTS = "SELECT name, value FROM facts"
PUT_FACT = "REPLACE INTO facts (name, value) VALUES (%s, %s)"
PUBLISHED_AT = "SELECT date FROM dolt_log LIMIT 1"
CHANGED = "SELECT COUNT(*) AS number FROM dolt_diff_entries WHERE diff_type <> 'added'"
"""Rows of history that are no additions. Whoever only ever appends has none."""
_SORTED = sorted(Entry._fields)
ALL_OF_COPY = f"SELECT {', '.join(_SORTED)} FROM entries ORDER BY number".replace(
    "corrects", "COALESCE(corrects, 0) AS corrects"
)
"""The columns in alphabetical order, as a copy gives them, and none of them NULL."""
ROWS_A_STATEMENT = 500
_MARKS = f"({', '.join(['%s'] * len(Entry._fields))})"


def last(reader: Reader) -> Entry | None:
    """Return the last entry, None in an empty ledger."""
    rows = reader.rows(LAST)
    return Entry._make(rows[0]) if rows else None


def tip(found: Entry | None) -> Tip:
    """Return the end of a ledger whose last entry is `found`."""
    return Tip(found.number, found.digest) if found else Tip()


def read(reader: Reader) -> list[Entry]:
    """Return all entries, in order."""
    return [Entry._make(row) for row in reader.rows(ALL)]


def of_issues(reader: Reader, ids: Iterable[str]) -> list[Entry]:
    """Return the entries of issues, those of each in order."""
    return [Entry._make(row) for row in id_lists.rows(reader, OF_ISSUES, ids)]


def facts(reader: Reader) -> dict[str, str]:
    """Return what the ledger says of itself."""
    return {str(name): str(value) for name, value in reader.rows(FACTS)}


def changed_rows(reader: Reader) -> int:
    """Return how many rows of the ledger were changed or removed in its history."""
    return int(reader.rows(CHANGED)[0][0])


def published_at(reader: Reader) -> str:
    """Return when the ledger was last written, in RFC 3339 to the second."""
    return _seconds(reader.rows(PUBLISHED_AT)[0][0])


def append(tx: Transaction, entries: Sequence[Entry], facts: Mapping[str, str]) -> None:
    """Append entries, and set the facts."""
    for start in range(0, len(entries), ROWS_A_STATEMENT):
        chunk = entries[start : start + ROWS_A_STATEMENT]
        sql = f"INSERT INTO entries ({COLUMNS}) VALUES {', '.join([_MARKS] * len(chunk))}"
        tx.run(sql, *(value for entry in chunk for value in entry))
    for name, value in facts.items():
        tx.write(PUT_FACT, name, value)


def read_copy(ask: Query) -> tuple[list[Entry], dict[str, str], int, str]:
    """Return the entries and facts of a copy that no server has open, how many rows were changed or
    removed in its history, and when it was last written.

    Raises:
        StorageFailure: the copy cannot be read.
    """
    rows, known, changed, newest = ask((ALL_OF_COPY, FACTS, CHANGED, PUBLISHED_AT))
    facts = {str(name): str(value) for name, value in known}
    number, date = int(changed[0][0]), _seconds(newest[0][0])
    return [_of_copy(row) for row in rows], facts, number, date


def _seconds(date: object) -> str:
    return f"{str(date)[:19].replace(' ', 'T')}Z"


def _of_copy(row: Sequence[Any]) -> Entry:
    found = Entry(**dict(zip(_SORTED, row, strict=True)))
    return found._replace(corrects=found.corrects or None)
