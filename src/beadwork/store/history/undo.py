"""The rows that an undo reads and writes, in any table of the tracker: at a commit, and now.

A row is a mapping of columns to the values of the database (JSON as its text), so that an undo
writes exactly the earlier values.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from beadwork.dolt.connection.session import OfAnySchema
from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.history.undo import KEYS, Key, Obstacle, Place, Present, Row, RowChange, Write
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.conflict import Candidate
from beadwork.store.bulk import NAMES_A_READ, ROWS_A_STATEMENT, chunks
from beadwork.store.history import compactions, first_parents
from beadwork.store.history.first_parents import Commit
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Statement
    from beadwork.dolt.writing.transaction import Reader, Transaction

COLUMNS: dict[str, tuple[str, ...]] = {
    "issues": Issue._fields,
    "dependencies": Dependency._fields,
    "comments": Comment._fields,
    "memories": ("key", "value", "updated_at"),
    "config": ("key", "value"),
    "conflicts": Candidate._fields,
    "compactions": compactions.Compaction._fields,
}

PARENTS = "SELECT id, parent FROM issues WHERE parent IN %s"
THERE_AT = "SELECT id FROM issues AS OF %s WHERE id IN %s"

KEYS_A_STATEMENT = 100
"""Rows that one DELETE removes: 100 rows with a key of two columns take 5 ms, one by one 40 ms."""
LATER_TABLES = ("conflicts", "compactions")
"""Tables that old commits do not have. The commit that touched them last is not searched."""
PROBES = 64
"""Commits that one packet looks at in the search for a later change: 10,000 commits need three
packets.
"""


def changes(reader: Reader, before: str, after: str, tables: Collection[str]) -> list[RowChange]:
    """Return every row of these tables that differs between two commits."""
    wanted = [table for table in KEYS if table in tables]
    answers = (
        reader.read(*(_difference(table, before, after) for table in wanted)) if wanted else []
    )
    return [
        _change(table, row[: len(COLUMNS[table])], row[len(COLUMNS[table]) :])
        for table, answer in zip(wanted, answers, strict=True)
        for row in answer.rows
    ]


def _difference(table: str, before: str, after: str) -> Statement:
    columns = (f"{side}_{column}" for side in ("from", "to") for column in COLUMNS[table])
    sql = OfAnySchema(f"SELECT * FROM dolt_diff(%s, %s, '{table}')", columns)
    return (sql, (before, after))


def _change(table: str, old: Sequence[Any], new: Sequence[Any]) -> RowChange:
    before, after = (_row(table, values) for values in (old, new))
    return RowChange(table, key_of(table, after or before or {}), before, after)


def _row(table: str, values: Sequence[Any]) -> Row | None:
    row = dict(zip(COLUMNS[table], values, strict=True))
    return None if row[KEYS[table][0]] is None else row


def key_of(table: str, row: Row) -> Key:
    return tuple(row[column] for column in KEYS[table])


def present(reader: Reader, changed: Sequence[RowChange], before: str) -> Present:
    """Return the present rows that a write changed, and those that refer to them; `before` is the
    first parent of the write.
    """
    added = [
        change.key[0] for change in changed if change.table == "issues" and change.before is None
    ]
    rows: dict[Place, Row] = {}
    for table in KEYS:
        keys = {change.key[0] for change in changed if change.table == table}
        if table != "issues" and "issue_id" in COLUMNS[table]:
            keys |= set(added)
        rows.update(_rows_of(reader, table, sorted(keys)))
    children: dict[str, str] = {}
    for chunk in chunks(added, NAMES_A_READ):
        edges, below = reader.read(
            (_all_of("dependencies", "depends_on_id"), (tuple(chunk),)), (PARENTS, (tuple(chunk),))
        )
        rows.update(_by_place("dependencies", edges.rows))
        children.update({row[0]: row[1] for row in below.rows})
    return Present(rows, children, _referable(reader, changed, before))


def _rows_of(reader: Reader, table: str, keys: Sequence[str]) -> dict[Place, Row]:
    found: dict[Place, Row] = {}
    for chunk in chunks(keys, NAMES_A_READ):
        found.update(_by_place(table, reader.rows(_all_of(table, KEYS[table][0]), tuple(chunk))))
    return found


def _all_of(table: str, column: str) -> str:
    return f"SELECT {_names(COLUMNS[table])} FROM {table} WHERE `{column}` IN %s"


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


def _by_place(table: str, rows: Sequence[Sequence[Any]]) -> dict[Place, Row]:
    found = [dict(zip(COLUMNS[table], row, strict=True)) for row in rows]
    return {(table, key_of(table, row)): row for row in found}


def _referable(reader: Reader, changed: Sequence[RowChange], before: str) -> set[str]:
    """Return the issues to which the rows before the write refer and which exist now, or did not
    exist then either.
    """
    wanted = {
        change.before[column]
        for change in changed
        if change.before
        for column in ("issue_id", "depends_on_id", "parent")
        if change.before.get(column)
    }
    possible: set[str] = set()
    for chunk in chunks(sorted(wanted), NAMES_A_READ):
        present, past = reader.read(
            (issues.EXISTING, (tuple(chunk),)), (THERE_AT, (before, tuple(chunk)))
        )
        possible |= {row[0] for row in present.rows} | (set(chunk) - {row[0] for row in past.rows})
    return possible


def put(tx: Transaction, writes: Sequence[Write]) -> None:
    """Carry out the writes of an undo, many rows in one statement: 10,000 statements take 10 s."""
    for table in KEYS:
        gone = [write.key for write in writes if write.table == table and write.row is None]
        for keys in chunks(gone, KEYS_A_STATEMENT):
            one = " AND ".join(f"`{column}` = %s" for column in KEYS[table])
            tx.run(
                f"DELETE FROM {table} WHERE {' OR '.join([f'({one})'] * len(keys))}",
                *(v for key in keys for v in key),
            )
        kept = [write.row for write in writes if write.table == table and write.row is not None]
        for rows in chunks(kept, ROWS_A_STATEMENT):
            marks = ", ".join([f"({', '.join(['%s'] * len(COLUMNS[table]))})"] * len(rows))
            values = (row[column] for row in rows for column in COLUMNS[table])
            tx.run(f"REPLACE INTO {table} ({_names(COLUMNS[table])}) VALUES {marks}", *values)


def touched_by(reader: Reader, target: str, obstacles: Sequence[Obstacle]) -> list[Commit | None]:
    """Return, for each obstacle, the commit after `target` that caused it, None where it is not
    found.

    The commit is found by bisection along first parents, as if each row had been touched once. If
    several commits touched the row, the result is one of them.
    """
    later = first_parents.since(reader, target)[::-1]
    return [_first_difference(reader, target, later, obstacle) for obstacle in obstacles]


def _first_difference(
    reader: Reader, target: str, later: Sequence[Commit], obstacle: Obstacle
) -> Commit | None:
    if obstacle.table in LATER_TABLES:
        return None
    question = _row_query(obstacle)
    first = reader.rows(question[0], target, *question[1])
    low, high = 0, len(later)
    while low < high:
        probed = sorted({*range(low, high, max(1, (high - low) // PROBES)), high - 1})
        answers = reader.read(*((question[0], (later[at].hash, *question[1])) for at in probed))
        same = [at for at, answer in zip(probed, answers, strict=True) if answer.rows == first]
        other = [
            at
            for at, answer in zip(probed, answers, strict=True)
            if answer.rows != first and at > max(same, default=-1)
        ]
        if not other:
            return None
        low, high = max(same, default=low - 1) + 1, min(other)
    return later[low] if low < len(later) else None


def _row_query(obstacle: Obstacle) -> Statement:
    columns = _names([obstacle.column] if obstacle.column else KEYS[obstacle.table])
    where = " AND ".join(f"`{column}` = %s" for column in KEYS[obstacle.table])
    return (f"SELECT {columns} FROM {obstacle.table} AS OF %s WHERE {where}", obstacle.key)


def difference_of(writes: Sequence[Write]) -> Mapping[str, list[tuple[Any, Any]]]:
    """Return the changes of writes: for each table, pairs of the row before and after, in the order
    of the table's columns.
    """
    found: dict[str, list[tuple[Any, Any]]] = {}
    for write in writes:
        pair = tuple(
            None if row is None else tuple(row[c] for c in COLUMNS[write.table])
            for row in (write.now, write.row)
        )
        found.setdefault(write.table, []).append((pair[0], pair[1]))
    return found
