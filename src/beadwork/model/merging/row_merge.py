"""Merge a row of a table other than `issues` (edges, comments, settings …).

Rows are tuples in column order. A row that one side changed and the other deleted is kept: an edit
beats a delete.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from beadwork.model.merging.conflict import Candidate
from beadwork.model.merging.field_rules import BY_VALUE
from beadwork.model.merging.three_way import NEWEST, OURS, Decision, as_text

Row = tuple[Any, ...]
Key = tuple[Any, ...]


class Table(NamedTuple):
    """A table other than `issues`."""

    name: str
    columns: tuple[str, ...]
    keys: int
    """How many columns, from the first, form the key."""
    ids: tuple[int, ...]
    """The columns that name issues."""
    choose: Callable[[Row, Row], Row]
    """Chooses between two rows that both sides changed. The choice is the same whichever is
    ours.
    """

    def key(self, row: Row) -> Key:
        return row[: self.keys]


def _greatest(ours: Row, theirs: Row) -> Row:
    return max(ours, theirs, key=as_text)


def _earliest(column: int) -> Callable[[Row, Row], Row]:
    return lambda ours, theirs: min(ours, theirs, key=lambda row: (row[column], as_text(row)))


def _newest(ours: Row, theirs: Row) -> Row:
    return max(ours, theirs, key=lambda row: (row[2], as_text(row)))


def _metadata(ours: Row, theirs: Row) -> Row:
    """Choose between two rows of `metadata`. Of two schema versions the higher wins, as the tables
    are migrated.
    """
    if ours[0] == "schema_version":
        return max(ours, theirs, key=lambda row: int(row[1]))
    return _greatest(ours, theirs)


PROJECT = ("metadata", "project_id")
"""The row that says which project a database belongs to. A merge never changes ours."""

_EDGE = ("issue_id", "depends_on_id", "type", "created_at", "created_by", "extra")
_COMMENT = ("issue_id", "id", "author", "text", "created_at", "extra")
_COMPACTION = ("issue_id", "level", "digest", "commit_hash", "compacted_at", "compacted_by")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("dependencies", _EDGE, 3, (0, 1), _earliest(3)),
        Table("comments", _COMMENT, 2, (0,), _greatest),
        Table("memories", ("key", "value", "updated_at"), 1, (), _newest),
        Table("config", ("key", "value"), 1, (), _greatest),
        Table("metadata", ("key", "value"), 1, (), _metadata),
        Table("conflicts", Candidate._fields, 3, (0,), _earliest(5)),
        Table("compactions", _COMPACTION, 2, (0,), _earliest(4)),
    )
}


SETTINGS = ("memories", "config")
"""Tables with a key and a value. Where both sides changed a value, one of the two is dropped."""


def merge(
    table: Table, base: Row | None, ours: Row | None, theirs: Row | None, strategy: str = NEWEST
) -> Row | None:
    """Return the merged row, None where it is deleted. The rows of both sides differ from the base.

    | one side is  | the other is    | result                                          |
    |--------------|-----------------|-------------------------------------------------|
    | missing      | as the base     | missing                                         |
    | missing      | edited or added | the other                                       |
    | as the base  | edited          | the other                                       |
    | edited       | edited          | by the strategy (settings), else `table.choose` |
    """
    if (table.name, *table.key(ours or theirs or base or ())) == PROJECT:
        return ours
    if ours is None or theirs is None:
        left = theirs if ours is None else ours
        return left if left != base else None
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if strategy != NEWEST and table.name in SETTINGS:
        return ours if strategy == OURS else theirs
    return table.choose(ours, theirs)


def decision(
    table: Table, base: Row | None, ours: Row | None, theirs: Row | None, result: Row | None
) -> Decision | None:
    """Return the decision about a row of SETTINGS that both sides changed to different values, else
    None.
    """
    if table.name not in SETTINGS or ours is None or theirs is None or result is None:
        return None
    if ours == theirs or base in (ours, theirs):
        return None
    rule = NEWEST if table.name == "memories" else BY_VALUE
    return Decision("value", rule, ours[1], theirs[1], result[1])
