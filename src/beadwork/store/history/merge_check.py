"""What a merge made of the rows that the other branch changed: one lookup in the result for each of
these rows, and no read of whole tables.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from beadwork.model.issues.issue import Issue
from beadwork.model.merging.row_merge import TABLES, Key

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Statement
    from beadwork.dolt.versions.merging import Heads
    from beadwork.dolt.writing.transaction import Reader

KEYS: Mapping[str, tuple[str, ...]] = {
    "issues": ("id",),
    **{name: table.columns[: table.keys] for name, table in TABLES.items()},
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "issues": Issue._fields,
    **{name: table.columns for name, table in TABLES.items()},
}


def unlike(
    reader: Reader, heads: Heads, result: str, tables: Collection[str]
) -> dict[str, dict[Key, bool]]:
    """Return the keys, by table, of the rows that theirs changed and that the commit `result` has
    otherwise; with each, whether theirs has the row. This takes one round trip.
    """
    known = [name for name in KEYS if name in tables]
    answers = reader.read(*(_unlike(name, heads, result) for name in known)) if known else []
    return {
        name: {tuple(row[1:]): bool(row[0]) for row in answer.rows}
        for name, answer in zip(known, answers, strict=True)
    }


def _unlike(name: str, heads: Heads, result: str) -> Statement:
    keys, columns = KEYS[name], COLUMNS[name]
    key = {column: f"COALESCE(t.`to_{column}`, t.`from_{column}`)" for column in keys}
    joined = " AND ".join(f"m.`{column}` = {value}" for column, value in key.items())
    same = " AND ".join(f"m.`{column}` <=> t.`to_{column}`" for column in columns)
    present = f"m.`{keys[0]}` IS NOT NULL"
    sql = (
        f"SELECT t.diff_type <> 'removed', {', '.join(key.values())} "
        f"FROM dolt_diff(%s, %s, '{name}') t LEFT JOIN `{name}` AS OF %s m ON {joined} "
        f"WHERE CASE WHEN t.diff_type = 'removed' THEN {present} ELSE NOT ({same}) END"
    )
    return (sql, (heads.base, heads.theirs, result))
