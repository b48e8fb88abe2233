"""The rows of a merge: which rows each side changed, their values, and the rows that replace the
result of Dolt's own merge.

Keys are read first, in one round trip. Whole rows are read only where both sides changed them, or
where they belong to an issue that is renamed or brought back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Result, Row, Statement
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.row_merge import TABLES, Key, Table
from beadwork.model.merging.side import Sides
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

_ISSUE = ("id", "parent", "created_at", "created_by")


def _before_and_after(fields: Sequence[str]) -> str:
    return ", ".join(f"`{end}_{field}`" for end in ("from", "to") for field in fields)


CHANGED_ISSUES = f"SELECT {_before_and_after(_ISSUE)} FROM dolt_diff(%s, %s, 'issues')"
CHANGED_OR_CHILD = f"{CHANGED_ISSUES} WHERE diff_type <> 'added' OR to_parent IS NOT NULL"
"""Leaves out the new issues without a parent: main may have thousands of them since a worker's
branch began.
"""
_BETWEEN = "WHERE from_commit = %s AND to_commit = %s"
CHANGED_BETWEEN = f"SELECT {_before_and_after(_ISSUE)} FROM dolt_commit_diff_issues {_BETWEEN}"
CHANGED_OR_CHILD_BETWEEN = f"""
    {CHANGED_BETWEEN} AND (diff_type <> 'added' OR to_parent IS NOT NULL)
"""
ISSUES_THERE = "SELECT id FROM issues AS OF %s WHERE id IN %s"
CHILDREN_OF = "SELECT parent FROM issues AS OF %s WHERE parent IN %s"
EDGES_TO = "SELECT depends_on_id FROM dependencies AS OF %s WHERE depends_on_id IN %s"
"""Three statements: their UNION takes no index, and 70 ms instead of 1 at 1,000 issues."""
FILED_TWICE = """
    SELECT i.id, i.parent, i.created_at, i.created_by
    FROM dolt_diff(%s, %s, 'issues') t JOIN issues AS OF %s i ON i.id = t.to_id
    WHERE t.diff_type = 'added'
"""
ISSUES_AT = issues.select("AS OF %s WHERE id IN %s")
BIRTHS_AT = "SELECT id, created_at, created_by FROM issues AS OF %s WHERE id IN %s"
CHILDREN_AT = "SELECT id FROM issues AS OF %s WHERE parent IN %s"
SCHEMA_AT = "SELECT value FROM metadata AS OF %s WHERE `key` = 'schema_version'"
PACKET = 100
"""Statements, or rows, in one round trip."""


class Brief(NamedTuple):
    """The columns of a changed issue that identify the issue and its parent."""

    id: str
    parent: str | None
    created_at: datetime
    created_by: str | None


Change = tuple[Brief | None, Brief | None]
"""An issue at the base, and on the side that changed it."""


class Changes(NamedTuple):
    """What one side changed since the base."""

    issues: dict[str, Change]
    rows: dict[str, dict[Key, tuple[bool, bool]]]
    """By table and key: whether the base has the row, and whether the side has the row."""

    @property
    def deleted(self) -> set[str]:
        """The issues that this side deleted."""
        return {issue_id for issue_id, (_, after) in self.issues.items() if after is None}


def changed(
    base: str, tip: str, tables: Collection[str], issue_sql: str = CHANGED_ISSUES
) -> list[Statement]:
    """Return the statements whose results `changes` reads, one for each table that differs."""
    return _changed(base, tip, tables, issue_sql, "dolt_diff(%s, %s, '{name}')")


def changed_between(
    base: str, tip: str, tables: Collection[str], issue_sql: str = CHANGED_BETWEEN
) -> list[Statement]:
    """Return statements with the results of `changed`, in half of the time. The tables have one
    form at both commits and now.
    """
    return _changed(base, tip, tables, issue_sql, f"dolt_commit_diff_{{name}} {_BETWEEN}")


def _changed(
    base: str, tip: str, tables: Collection[str], issue_sql: str, source: str
) -> list[Statement]:
    """Return the statement for issues, and for each other table one that reads `source`, in which
    the table's name takes the place of `{name}`.
    """
    found: list[Statement] = [(issue_sql, (base, tip))] if "issues" in tables else []
    for name, table in TABLES.items():
        if name in tables:
            keys = _before_and_after(table.columns[: table.keys])
            found.append((f"SELECT {keys} FROM {source.format(name=name)}", (base, tip)))
    return found


def present(
    reader: Reader, commit: str, ids: Collection[str], targets: Collection[str]
) -> set[str]:
    """Return those of `ids` that a commit has as issues, and those of `targets` that issues or
    edges of it lead to. This takes a round trip where there is something to ask.
    """
    questions = [
        (sql, (commit, tuple(wanted)))
        for sql, wanted in ((ISSUES_THERE, ids), (CHILDREN_OF, targets), (EDGES_TO, targets))
        if wanted
    ]
    answers = reader.read(*questions) if questions else []
    return {row[0] for answer in answers for row in answer.rows}


def filed_twice(base: str, ours: str, theirs: str) -> Statement:
    """Return the statement for the issues of ours under whose ids theirs has filed issues too."""
    return (FILED_TWICE, (base, theirs, ours))


def changes(tables: Collection[str], answers: Sequence[Result]) -> Changes:
    """Return the changes of a side from the results of the statements of `changed`."""
    rest = iter(answers)
    found = Changes({}, {})
    if "issues" in tables:
        for row in next(rest).rows:
            before, after = (
                Brief._make(half) if half[0] is not None else None
                for half in (row[: len(_ISSUE)], row[len(_ISSUE) :])
            )
            issue_id = row[0] if row[0] is not None else row[len(_ISSUE)]
            found.issues[issue_id] = (before, after)
    for name, table in TABLES.items():
        if name in tables:
            found.rows[name] = dict(_presence(row, table.keys) for row in next(rest).rows)
    return found


def _presence(row: Row, width: int) -> tuple[Key, tuple[bool, bool]]:
    """Return the key of a row, and whether the row exists before and after."""
    before, after = row[:width], row[width:]
    had, has = before[0] is not None, after[0] is not None
    return (before if had else after), (had, has)


def issues_at(
    reader: Reader, commits: Sequence[str], ids: Collection[str]
) -> list[dict[str, Issue]]:
    """Return these issues by id at each of the commits, in one round trip."""
    if not ids:
        return [{} for _ in commits]
    answers = reader.read(*((ISSUES_AT, (commit, tuple(ids))) for commit in commits))
    return [{row[0]: issues.from_row(row) for row in answer.rows} for answer in answers]


Rows = dict[str, dict[Key, Row]]
"""Rows of the tables other than `issues`, by table and key."""


class Wanted(NamedTuple):
    """Which rows of the tables other than `issues` to read."""

    first_keys: Mapping[str, Collection[str]]
    """By table: the values of the first column of the key."""
    targets: Collection[str] = ()
    """Issues. Every edge that leads to one of them is read as well."""

    def parts(self) -> list[tuple[str, int, tuple[str, ...]]]:
        """Return the conditions, each as a table, the number of a column, and its values."""
        found = [(name, 0, tuple(values)) for name, values in self.first_keys.items() if values]
        return [*found, ("dependencies", 1, tuple(self.targets))] if self.targets else found


def rows_at(
    reader: Reader,
    commits: Sequence[str],
    wanted: Wanted,
    lacking: Mapping[str, Collection[str]],
) -> list[Rows]:
    """Return the wanted rows at each commit, in one round trip.

    `lacking` has, by commit, the tables that the commit does not have.
    """
    found: list[Rows] = [{name: {} for name in TABLES} for _ in commits]
    questions = [
        (place, TABLES[name], column, values)
        for place, commit in enumerate(commits)
        for name, column, values in wanted.parts()
        if name not in lacking.get(commit, ())
    ]
    statements = [
        _rows_at(table, column, commits[place], values)
        for place, table, column, values in questions
    ]
    answers = reader.read(*statements) if statements else []
    for (place, table, *_), answer in zip(questions, answers, strict=True):
        found[place][table.name].update({table.key(row): tuple(row) for row in answer.rows})
    return found


def _rows_at(table: Table, column: int, commit: str, values: tuple[str, ...]) -> Statement:
    columns = ", ".join(f"`{name}`" for name in table.columns)
    sql = f"SELECT {columns} FROM `{table.name}` AS OF %s WHERE `{table.columns[column]}` IN %s"
    return (sql, (commit, values))


def issues_by_commit(
    reader: Reader, wanted: Mapping[str, Collection[str]]
) -> dict[str, dict[str, Issue]]:
    """Return issues by commit and id; `wanted` has the ids by commit."""
    questions = [(commit, tuple(ids)) for commit, ids in wanted.items() if ids]
    found: dict[str, dict[str, Issue]] = {commit: {} for commit in wanted}
    for start in range(0, len(questions), PACKET):
        chunk = questions[start : start + PACKET]
        answers = reader.read(*((ISSUES_AT, question) for question in chunk))
        for (commit, _), answer in zip(chunk, answers, strict=True):
            found[commit] = {row[0]: issues.from_row(row) for row in answer.rows}
    return found


def schema_at(reader: Reader, commit: str) -> int:
    """Return the schema version at a commit, 0 where the commit has none."""
    rows = reader.rows(SCHEMA_AT, commit)
    return int(rows[0][0]) if rows else 0


def children_at(reader: Reader, commit: str, ids: Collection[str]) -> list[str]:
    """Return the ids of the children that these issues had at a commit."""
    return [row[0] for row in reader.rows(CHILDREN_AT, commit, tuple(ids))]


def births(
    reader: Reader, tips: Sides[str], ids: Collection[str]
) -> dict[str, tuple[datetime, str | None]]:
    """Return the births of those of the issues that are there at the tip of either side."""
    answers = reader.read(*((BIRTHS_AT, (commit, tuple(ids))) for commit in tips))
    return {row[0]: (row[1], row[2]) for answer in answers for row in answer.rows}


def put(tx: Transaction, table: str, rows: Mapping[Key, Row | None]) -> None:
    """Write rows over what the table has. None deletes the row of the key."""
    columns: tuple[str, ...]
    if table == "issues":
        columns, keys = Issue._fields, 1
    else:
        columns, keys = TABLES[table].columns, TABLES[table].keys
    kept = [row for row in rows.values() if row is not None]
    for start in range(0, len(kept), PACKET):
        if start:
            tx.read()  # sends the packet: rows may be too large for one
        chunk = kept[start : start + PACKET]
        marks = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(chunk))
        names = ", ".join(f"`{name}`" for name in columns)
        tx.write(
            f"REPLACE INTO `{table}` ({names}) VALUES {marks}",
            *(value for row in chunk for value in row),
        )
    condition = " AND ".join(f"`{name}` = %s" for name in columns[:keys])
    for key in (key for key, row in rows.items() if row is None):
        tx.write(f"DELETE FROM `{table}` WHERE {condition}", *key)


def settle_conflicts(tx: Transaction, table: str) -> None:
    """Tell Dolt that its conflicts in a table are resolved by the written rows."""
    tx.write(f"DELETE FROM `dolt_conflicts_{table}`")
