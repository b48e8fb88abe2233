"""Reverse one write by another: which rows go back to what they were, and which cannot.

Pure. It knows no meaning of a row but the references to issues. A row is a mapping of columns to
the values of the database. Invariant: what later writes changed is never overwritten; where one
cell cannot go back, nothing does.
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
"""The tables that a write of ours changes, each with its key; the first column of it is what rows
are looked up by.
"""

WRITE_TIME = "updated_at"
"""The column that every write sets: it is now, and never a reason to refuse."""

TABLES_OF_ISSUES = ("dependencies", "comments", "conflicts", "compactions")
KEPT_WITHOUT_ISSUE = ("compactions",)
"""What stays when its issue is deleted: the proof of its texts. A later compaction shows in the
issue itself.
"""

Row = Mapping[str, Any]
Key = tuple[Any, ...]
Place = tuple[str, Key]
"""A table and a key in it."""


class RowChange(NamedTuple):
    """What the write did to one row; None where the row was not there, or is not any more."""

    table: str
    key: Key
    before: Row | None
    after: Row | None


class Present(NamedTuple):
    """The rows that are there now, as far as an undo needs them."""

    rows: Mapping[Place, Row]
    """Every row of the same first key as a changed one, and every edge that points at an issue that
    would go.
    """
    children: Mapping[str, str]
    """The parent of each child of an issue that would go."""
    issues: Collection[str]
    """Of the issues that rows refer to, those that may be referred to: they are there, or were
    missing before, too.
    """


class Write(NamedTuple):
    """One row as it is to be, None where it goes; and as it is now."""

    table: str
    key: Key
    row: Row | None
    now: Row | None


class Obstacle(NamedTuple):
    """Why a write cannot be reversed, and the row (and column, where it is one) that a later
    write touched.
    """

    reason: str
    table: str
    key: Key
    column: str = ""


class Decision(NamedTuple):
    """What is to be written, or why nothing can be."""

    writes: list[Write]
    obstacles: list[Obstacle]


def decide(changes: Sequence[RowChange], now: Present, moment: datetime | None) -> Decision:
    """Return how to reverse a write; a cell that already is as it was before stays.

    `moment` is the time of the undo. None keeps to the times of the rows, each a little later: what
    an import brought has the times of its source, and the source's next change has to be later.

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
    """Return what reverses the change of one row.

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
    """Return what the issues that go would leave behind: later rows of theirs, their children, and
    edges that lead to them.
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
    """Return the references to issues that are not there any more."""
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
    """Return the issues that a row refers to by what a write sets in it."""
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
    """Return the issues of which the write changed only `updated_at`, where a row of theirs in
    another table is reversed: they get a new time.
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
    """Return the row with the time of the write, later than what it replaces."""
    if WRITE_TIME not in row:
        return row
    times = [version[WRITE_TIME] for version in (row, now) if version and version[WRITE_TIME]]
    old = max(times, default=None)
    if isinstance(old, str):  # as a difference of Dolt has it
        old = datetime.fromisoformat(old)
    return {**row, WRITE_TIME: later(old, moment) if old else moment}


def _field_name(column: str) -> str:
    field = BY_COLUMN.get(column)
    return field.name if field else column


def name(table: str, key: Key) -> str:
    """Return what a row is called.

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
