"""The table `dependencies`: every edge between issues except the one to the parent, which is a
column of `issues`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import Row
from beadwork.model.dependencies.dependency import BLOCKING, Dependency
from beadwork.store import id_lists, json_columns

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

COLUMNS = "issue_id, depends_on_id, type, created_at, created_by, extra"
_BLOCKING = ", ".join(f"'{word}'" for word in BLOCKING)

WAITING_FOR = f"""
    WITH RECURSIVE waiting (id) AS (
        SELECT issue_id FROM dependencies WHERE depends_on_id IN %s AND type IN ({_BLOCKING})
        UNION
        SELECT i.id FROM issues i JOIN waiting w ON i.parent = w.id
    )
    SELECT id FROM waiting ORDER BY id
"""
TYPES_BETWEEN = """
    SELECT 'parent-child' FROM issues WHERE id = %s AND parent = %s
    UNION ALL
    SELECT type FROM dependencies WHERE issue_id = %s AND depends_on_id = %s
"""
EDGES_OF = """
    SELECT type FROM dependencies WHERE issue_id = %s
    UNION ALL
    SELECT type FROM dependencies WHERE depends_on_id = %s
"""
BLOCKERS_OF = f"""
    SELECT issue_id, depends_on_id, type FROM dependencies
    WHERE issue_id IN %s AND type IN ({_BLOCKING})
    ORDER BY issue_id, depends_on_id, type
"""
OF_ISSUES = f"""
    SELECT {COLUMNS} FROM dependencies WHERE issue_id IN %s
    ORDER BY issue_id, created_at, depends_on_id, type
"""
ON_ISSUES = f"""
    SELECT {COLUMNS} FROM dependencies WHERE depends_on_id IN %s
    ORDER BY depends_on_id, created_at, issue_id, type
"""
BETWEEN = f"""
    SELECT {COLUMNS} FROM dependencies
    WHERE (issue_id = %s AND depends_on_id = %s) OR (issue_id = %s AND depends_on_id = %s)
"""
INSERT = f"INSERT INTO dependencies ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)"
REMOVE = "DELETE FROM dependencies WHERE issue_id = %s AND depends_on_id = %s"
REMOVE_FROM = "DELETE FROM dependencies WHERE issue_id IN %s"
REMOVE_TO = "DELETE FROM dependencies WHERE depends_on_id IN %s"
"""A statement apart from REMOVE_FROM: with both lists in one statement, joined by OR, Dolt 1.88.1
takes minutes for 100 ids.
"""

ROWS_A_STATEMENT = 1000


def grouped(pairs: Iterable[Row]) -> dict[str, list[str]]:
    """Return pairs (key, value) as lists of values by key, in the order of the pairs."""
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def issues_waiting_for(reader: Reader, ids: Sequence[str]) -> list[str]:
    """Return the ids of the issues that wait for any of `ids`, directly or through an ancestor."""
    return [row[0] for row in reader.rows(WAITING_FOR, tuple(ids))]


def of(reader: Reader, ids: Sequence[str]) -> list[Dependency]:
    """Return the edges that leave `ids`."""
    return [from_row(row) for row in id_lists.rows(reader, OF_ISSUES, ids)]


def on(reader: Reader, ids: Sequence[str]) -> list[Dependency]:
    """Return the edges that point at `ids`."""
    return [from_row(row) for row in id_lists.rows(reader, ON_ISSUES, ids)]


def between(reader: Reader, issue_id: str, other: str) -> list[Dependency]:
    """Return the edges between two issues, in either direction."""
    return [from_row(row) for row in reader.rows(BETWEEN, issue_id, other, other, issue_id)]


def types_between(reader: Reader, issue_id: str, target: str) -> list[str]:
    """Return the types of the edges from an issue to another, `parent-child` first."""
    return [row[0] for row in reader.rows(TYPES_BETWEEN, issue_id, target, issue_id, target)]


def blocking_between(
    reader: Reader, waiting: Sequence[str], targets: Collection[str]
) -> list[tuple[str, str, str]]:
    """Return the blocking edges from `waiting` to `targets`, each with its type."""
    wanted = frozenset(targets)
    return [
        (row[0], row[1], row[2])
        for row in id_lists.rows(reader, BLOCKERS_OF, waiting)
        if row[1] in wanted
    ]


def add(tx: Transaction, dependency: Dependency) -> None:
    """Insert an edge."""
    tx.write(INSERT, *to_row(dependency))


def add_all(tx: Transaction, dependencies: Sequence[Dependency]) -> None:
    """Insert many edges, 1,000 in a statement."""
    for start in range(0, len(dependencies), ROWS_A_STATEMENT):
        chunk = dependencies[start : start + ROWS_A_STATEMENT]
        marks = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(chunk))
        tx.run(
            f"INSERT INTO dependencies ({COLUMNS}) VALUES {marks}",
            *(value for dependency in chunk for value in to_row(dependency)),
        )


def remove(tx: Transaction, issue_id: str, depends_on_id: str) -> int:
    """Delete every edge from one issue to another, and return how many were deleted."""
    return tx.run(REMOVE, issue_id, depends_on_id)


def remove_of(tx: Transaction, ids: Sequence[str]) -> None:
    """Delete every edge that leaves or reaches one of `ids`."""
    for chunk in id_lists.chunks(ids):
        tx.write(REMOVE_FROM, tuple(chunk))
        tx.write(REMOVE_TO, tuple(chunk))


def from_row(row: Row) -> Dependency:
    """Return the edge of a row in the order of COLUMNS."""
    return Dependency._make((*row[:5], json_columns.mapping(row[5])))


def to_row(dependency: Dependency) -> Row:
    """Return the row of an edge in the order of COLUMNS."""
    extra = (
        json.dumps(dependency.extra, ensure_ascii=False, sort_keys=True)
        if dependency.extra
        else None
    )
    return (*dependency[:5], extra)
