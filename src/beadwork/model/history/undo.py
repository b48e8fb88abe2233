"""Reverse one write by another: which rows get their earlier values back, and which cannot.

Pure. Of the meaning of a row only its references to issues matter. A row is a mapping of columns to
the values of the database. Invariant: what a later write changed is never overwritten. If one cell
cannot be reversed, nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.dependencies.dependency import is_foreign
from beadwork.model.issues.field_table import BY_COLUMN
from beadwork.model.issues.issue import later

KEYS: dict[str, tuple[str, ...]] = {
    "issues": ("id",),
    "dependencies": ("issue_id", "depends_on_id", "type"),
    "comments": ("issue_id", "id"),
    "memories": ("key",),
    "config": ("key",),
    "conflicts": ("issue_id", "field", "digest"),
    "compactions": ("issue_id", "level"),
}
"""The tables that beadwork writes to, each with the columns of its key. Rows are looked up by the
first of these.
"""

WRITE_TIME = "updated_at"
"""The column that every write sets. An undo sets it to its own time. A difference in it is never an
obstacle.
"""

TABLES_OF_ISSUES = ("dependencies", "comments", "conflicts", "compactions")
KEPT_WITHOUT_ISSUE = ("compactions",)
"""The tables whose rows stay when their issue is deleted: the proof of its texts stays. A later
compaction shows in the issue's own row.
"""

Row = Mapping[str, Any]
Key = tuple[Any, ...]
Place = tuple[str, Key]
"""A table and the key of a row in it."""


class RowChange(NamedTuple):
    """What the write did to one row. `before` is None for an added row, `after` for a deleted
    one.
    """

    table: str
    key: Key
    before: Row | None
    after: Row | None


class Present(NamedTuple):
    """The present rows that an undo needs."""

    rows: Mapping[Place, Row]
    """Every row with the same first key column as a changed row, and every edge that points at an
    issue which the undo would delete.
    """
    children: Mapping[str, str]
    """The parent of each child of an issue that the undo would delete."""
    issues: Collection[str]
    """The issues to which rows may refer: they exist, or were missing before the write as well."""


class Write(NamedTuple):
    """One row to write: `row` is what it becomes (None: it is deleted), `now` what it is."""

    table: str
    key: Key
    row: Row | None
    now: Row | None


class Obstacle(NamedTuple):
    """Why a write cannot be reversed, and the row that a later write touched. `column` is "" where
    the whole row is meant.
    """

    reason: str
    table: str
    key: Key
    column: str = ""


class Decision(NamedTuple):
    """The rows to write, or the obstacles because of which nothing is written."""

    writes: list[Write]
    obstacles: list[Obstacle]


def decide(changes: Sequence[RowChange], now: Present, moment: datetime | None) -> Decision:
    """Return how to reverse a write. A cell that already has its earlier value stays.

    `moment` is the time of the undo. With None, each row gets a time just later than its own. This
    is for an import: its rows have the times of their source, and the source's next change has to
    be later.

    >>> old, new = {"key": "k", "value": "a"}, {"key": "k", "value": "b"}
    >>> change = RowChange("config", ("k",), old, new)
    >>> decide([change], Present({("config", ("k",)): new}, {}, ()), None).writes == [
    ...     Write("config", ("k",), old, new)
    ... ]
    True
    """
    writes: list[Write] = []
    obstacles: list[Obstacle] = []
    for change in changes:
        found = _reverse(change, now.rows.get((change.table, change.key)), moment)
        if isinstance(found, Write):
            writes.append(found)
        else:
            obstacles += found
    obstacles += _left_behind(writes, now)
    obstacles += _missing_references(writes, now)
    return Decision([*writes, *_redated(changes, writes, now, moment)], obstacles)


def changes_only_times(changes: Iterable[RowChange]) -> bool:
    """Tell whether a write changed nothing but the times of rows.

    >>> changes_only_times([RowChange("config", ("k",), None, {"key": "k", "value": "b"})])
    False
    """
    return all(
        change.before and change.after and not _different(change.before, change.after)
        for change in changes
    )


def _reverse(change: RowChange, now: Row | None, moment: datetime | None) -> Write | list[Obstacle]:
    """Return the write that reverses the change of one row, or the obstacles to it.

    | before  | after   | now                 | what is done                           |
    |---------|---------|---------------------|----------------------------------------|
    | there   | deleted | missing             | it is brought back                     |
    | there   | deleted | there, as before    | nothing                                |
    | there   | deleted | there, otherwise    | an obstacle                            |
    | missing | added   | missing             | nothing                                |
    | missing | added   | as it was added     | it is deleted                          |
    | missing | added   | changed since       | an obstacle for each column            |
    | there   | changed | missing             | an obstacle                            |
    | there   | changed | cells before, after | the cells of before are put back       |
    | there   | changed | a cell changed      | an obstacle for each such column       |
    |         |         | since               |                                        |
    """
    if change.after is None:
        return _bring_back(change, now, moment)
    if change.before is None:
        return _take_away(change, now)
    return _put_back(change, change.before, change.after, now, moment)


def _bring_back(
    change: RowChange, now: Row | None, moment: datetime | None
) -> Write | list[Obstacle]:
    before = change.before or {}
    if now is None:
        return Write(change.table, change.key, _with_time(before, None, moment), None)
    if not _different(before, now):
        return []
    return [Obstacle(f"{name(change.table, change.key)} is there again", change.table, change.key)]


def _take_away(change: RowChange, now: Row | None) -> Write | list[Obstacle]:
    if now is None:
        return []
    touched = _different(change.after or {}, now)
    if touched:
        return [_changed_later(change, column) for column in touched]
    return Write(change.table, change.key, None, now)


def _put_back(
    change: RowChange, before: Row, after: Row, now: Row | None, moment: datetime | None
) -> Write | list[Obstacle]:
    columns = _different(before, after)
    if not columns:
        return []
    if now is None:
        return [
            Obstacle(f"{name(change.table, change.key)} no longer exists", change.table, change.key)
        ]
    touched = [column for column in columns if now[column] not in (before[column], after[column])]
    if touched:
        return [_changed_later(change, column) for column in touched]
    row = {**now, **{column: before[column] for column in columns}}
    return (
        Write(change.table, change.key, _with_time(row, now, moment), now)
        if _different(row, now)
        else []
    )


def _left_behind(writes: Sequence[Write], now: Present) -> list[Obstacle]:
    """Return an obstacle for each row that the deleted issues would leave behind: their later rows,
    their children, and edges that lead to them.
    """
    deleted = {write.key[0] for write in writes if write.table == "issues" and write.row is None}
    touched = {(write.table, write.key): write.row for write in writes}
    found = [
        Obstacle(f"{name(table, key)} is there by now", table, key)
        for (table, key) in now.rows
        if table in TABLES_OF_ISSUES
        and table not in KEPT_WITHOUT_ISSUE
        and (key[0] in deleted or (table == "dependencies" and key[1] in deleted))
        and touched.get((table, key), "stays") is not None
    ]
    for child, parent in now.children.items():
        place = ("issues", (child,))
        stays = place not in touched or (touched[place] or {}).get("parent") == parent
        if stays:
            found.append(
                Obstacle(f"{child} is a child of {parent} by now", "issues", (child,), "parent")
            )
    return found


def _missing_references(writes: Sequence[Write], now: Present) -> list[Obstacle]:
    """Return an obstacle for each reference to an issue that no longer exists."""
    existing = set(now.issues) | {
        write.key[0] for write in writes if write.table == "issues" and write.row
    }
    existing -= {write.key[0] for write in writes if write.table == "issues" and not write.row}
    return [
        Obstacle(
            f"{name(write.table, write.key)} needs {target}, which no longer exists",
            "issues",
            (target,),
        )
        for write in writes
        for target in references(write.table, write.now, write.row)
        if target not in existing and not is_foreign(target)
    ]


def references(table: str, before: Row | None, after: Row | None) -> list[str]:
    """Return the ids of the issues to which a write makes a row refer."""
    if after is None:
        return []
    if table == "issues":
        parent = after["parent"]
        return [parent] if parent and (before is None or before["parent"] != parent) else []
    ends = [after[column] for column in ("issue_id", "depends_on_id") if column in after]
    return ends if before is None and table != "compactions" else []


def _redated(
    changes: Sequence[RowChange], writes: Sequence[Write], now: Present, moment: datetime | None
) -> list[Write]:
    """Return a write with a new time for each issue of which the write changed only `updated_at`,
    and of which a row in another table is reversed.
    """
    ids = {write.key[0] for write in writes if write.table in TABLES_OF_ISSUES}
    written_ids = {write.key[0] for write in writes if write.table == "issues"}
    found = []
    for change in changes:
        row = now.rows.get((change.table, change.key))
        if (
            change.table == "issues"
            and row
            and change.key[0] in ids - written_ids
            and not _came_or_went(change)
        ):
            found.append(Write("issues", change.key, _with_time(row, None, moment), row))
    return found


def _came_or_went(change: RowChange) -> bool:
    return change.before is None or change.after is None


def _changed_later(change: RowChange, column: str) -> Obstacle:
    reason = f"{_field_name(column)} of {name(change.table, change.key)} was changed again"
    return Obstacle(reason, change.table, change.key, column)


def _different(row: Row, other: Row) -> list[str]:
    return [
        column
        for column, value in row.items()
        if column != WRITE_TIME and other.get(column) != value
    ]


def _with_time(row: Row, now: Row | None, moment: datetime | None) -> Row:
    """Return the row with the time of the undo, which is later than the time that it replaces."""
    if WRITE_TIME not in row:
        return row
    times = [version[WRITE_TIME] for version in (row, now) if version and version[WRITE_TIME]]
    old = max(times, default=None)
    if isinstance(old, str):  # a row of Dolt's diff has its times as text
        old = datetime.fromisoformat(old)
    return {**row, WRITE_TIME: later(old, moment) if old else moment}


def _field_name(column: str) -> str:
    field = BY_COLUMN.get(column)
    return field.name if field else column


def name(table: str, key: Key) -> str:
    """Return the name of a row in messages.

    >>> name("dependencies", ("bd-1", "bd-2", "blocks"))
    'the dependency bd-1 blocks bd-2'
    """
    spoken: dict[str, Callable[[], str]] = {
        "issues": lambda: str(key[0]),
        "dependencies": lambda: f"the dependency {key[0]} {key[2]} {key[1]}",
        "comments": lambda: f"a comment on {key[0]}",
        "memories": lambda: f"the memory {key[0]}",
        "config": lambda: f"the setting {key[0]}",
        "conflicts": lambda: f"the open conflict over {key[1]} of {key[0]}",
        "compactions": lambda: f"the compaction of {key[0]}",
    }
    return spoken[table]()
