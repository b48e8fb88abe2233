"""The rows of a merge: which each side changed, what they were and are, and what is written over
what Dolt made of them.

Keys are read first, in one round trip, and whole rows only of what somebody has to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Result, Row, Statement
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.row_merge import TABLES, Key, Table
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.write import Reader, Transaction

_ISSUE = ("id", "parent", "created_at", "created_by")


def _both(fields: Sequence[str]) -> str:
    return ", ".join(f"`{side}_{field}`" for side in ("from", "to") for field in fields)


CHANGED_ISSUES = f"SELECT {_both(_ISSUE)} FROM dolt_diff(%s, %s, 'issues')"
CHANGED_APART = f"{CHANGED_ISSUES} WHERE diff_type <> 'added' OR to_parent IS NOT NULL"
"""Without what was only filed: main may have filed thousands while a worker was away, and they
concern nobody.
"""
BORN_TWICE = """
    SELECT i.id, i.parent, i.created_at, i.created_by
    FROM dolt_diff(%s, %s, 'issues') t JOIN issues AS OF %s i ON i.id = t.to_id
    WHERE t.diff_type = 'added'
"""
ISSUES_AT = f"SELECT {issues.COLUMNS} FROM issues AS OF %s WHERE id IN %s"
NAMES_AT = "SELECT id, created_at, created_by FROM issues AS OF %s WHERE id IN %s"
CHILDREN_AT = "SELECT id FROM issues AS OF %s WHERE parent IN %s"
BELOW_AT = "SELECT id, created_at, created_by FROM issues AS OF %s WHERE id > %s AND id < %s"
SCHEMA_AT = "SELECT value FROM metadata AS OF %s WHERE `key` = 'schema_version'"
PACKET = 100


class Brief(NamedTuple):
    """What a merge has to know of every issue that changed: enough to see what hangs on it, and
    whether it is the same.
    """

    id: str
    parent: str | None
    created_at: datetime
    created_by: str | None


Change = tuple[Brief | None, Brief | None]


class Changes(NamedTuple):
    """What one side changed since the base, by key: the issues with their briefs before and after,
    other rows by presence.
    """

    issues: dict[str, Change]
    rows: dict[str, dict[Key, tuple[bool, bool]]]
    """By table and key: was it there before, is it there after."""

    @property
    def deleted(self) -> set[str]:
        """The issues that this side deleted."""
        return {issue_id for issue_id, (_, after) in self.issues.items() if after is None}


def changed(
    base: str, tip: str, tables: Collection[str], issue_sql: str = CHANGED_ISSUES
) -> list[Statement]:
    """Return the statements whose answers `changes` reads: one for each of our tables that
    differs.
    """
    found: list[Statement] = [(issue_sql, (base, tip))] if "issues" in tables else []
    for name, table in TABLES.items():
        if name in tables:
            keys = _both(table.columns[: table.keys])
            found.append((f"SELECT {keys} FROM dolt_diff(%s, %s, '{name}')", (base, tip)))
    return found


def born_twice(base: str, ours: str, theirs: str) -> Statement:
    """Return the statement for what theirs has filed under ids that ours has too, as it is
    there.
    """
    return (BORN_TWICE, (base, theirs, ours))


def changes(tables: Collection[str], answers: Sequence[Result]) -> Changes:
    """Return what the answers to the statements of `changed` say."""
    left = list(answers)
    found = Changes({}, {})
    if "issues" in tables:
        width = len(_ISSUE)
        for row in left.pop(0).rows:
            before, after = (
                Brief._make(half) if half[0] is not None else None
                for half in (row[:width], row[width:])
            )
            found.issues[row[0] if row[0] is not None else row[width]] = (before, after)
    for name, table in TABLES.items():
        if name in tables:
            halves = [(row[: table.keys], row[table.keys :]) for row in left.pop(0).rows]
            found.rows[name] = {
                before if before[0] is not None else after: (
                    before[0] is not None,
                    after[0] is not None,
                )
                for before, after in halves
            }
    return found


def issues_at(
    reader: Reader, commits: Sequence[str], ids: Collection[str]
) -> list[dict[str, Issue]]:
    """Return these issues as they were at each of the commits, in one round trip."""
    if not ids:
        return [{} for _ in commits]
    answers = reader.read(*((ISSUES_AT, (commit, tuple(ids))) for commit in commits))
    return [{row[0]: issues.from_row(row) for row in answer.rows} for answer in answers]


Rows = dict[str, dict[Key, Row]]
"""Rows of the tables beside `issues`, by table and key."""


def rows_at(
    reader: Reader,
    commits: Sequence[str],
    wanted: Mapping[str, Collection[str]],
    lacking: Mapping[str, Collection[str]],
    reaching: Collection[str] = (),
) -> list[Rows]:
    """Return rows of other tables as they were at each commit, in one round trip.

    `wanted` has, by table, the values of the first column of the key, `reaching` the other ends of
    edges. `lacking` has, by commit, the tables that it does not have.
    """
    found: list[Rows] = [{name: {} for name in TABLES} for _ in commits]
    asked = [(name, 0, tuple(values)) for name, values in wanted.items() if values]
    asked += [("dependencies", 1, tuple(reaching))] if reaching else []
    sent = [
        (n, one)
        for n, commit in enumerate(commits)
        for one in asked
        if one[0] not in lacking.get(commit, ())
    ]
    answers = (
        reader.read(*(_at(TABLES[one[0]], one[1], commits[n], one[2]) for n, one in sent))
        if sent
        else []
    )
    for (n, one), answer in zip(sent, answers, strict=True):
        found[n][one[0]].update({TABLES[one[0]].key(row): tuple(row) for row in answer.rows})
    return found


def _at(table: Table, column: int, commit: str, values: tuple[str, ...]) -> Statement:
    columns = ", ".join(f"`{name}`" for name in table.columns)
    sql = f"SELECT {columns} FROM `{table.name}` AS OF %s WHERE `{table.columns[column]}` IN %s"
    return (sql, (commit, values))


def states(reader: Reader, wanted: Mapping[str, Collection[str]]) -> dict[str, dict[str, Issue]]:
    """Return the issues that are wanted at each commit, by commit and id."""
    asked = [(commit, tuple(ids)) for commit, ids in wanted.items() if ids]
    found: dict[str, dict[str, Issue]] = {commit: {} for commit in wanted}
    for start in range(0, len(asked), PACKET):
        chunk = asked[start : start + PACKET]
        answers = reader.read(*((ISSUES_AT, one) for one in chunk))
        for (commit, _), answer in zip(chunk, answers, strict=True):
            found[commit] = {row[0]: issues.from_row(row) for row in answer.rows}
    return found


def schema_at(reader: Reader, commit: str) -> int:
    """Return the version of the tables at a commit."""
    rows = reader.rows(SCHEMA_AT, commit)
    return int(rows[0][0]) if rows else 0


def children_at(reader: Reader, commit: str, ids: Collection[str]) -> list[str]:
    """Return the children that these issues had at a commit."""
    return [row[0] for row in reader.rows(CHILDREN_AT, commit, tuple(ids))]


def births(
    reader: Reader, commits: Sequence[str], ids: Collection[str], parents: Collection[str]
) -> dict[str, tuple[datetime, str | None]]:
    """Return the births of those of `ids`, and of all that is named below `parents`, that either
    commit has.
    """
    statements: list[Statement] = [(NAMES_AT, (commit, tuple(ids))) for commit in commits if ids]
    statements += [
        (BELOW_AT, (commit, f"{one}.", f"{one}/")) for commit in commits for one in parents
    ]
    answers = reader.read(*statements) if statements else []
    return {row[0]: (row[1], row[2]) for answer in answers for row in answer.rows}


def put(tx: Transaction, table: str, rows: Mapping[Key, Row | None]) -> None:
    """Write rows as they are to be, whatever is there; None takes the row of the key away."""
    columns = (
        issues.COLUMNS
        if table == "issues"
        else ", ".join(f"`{name}`" for name in TABLES[table].columns)
    )
    width = len(Issue._fields) if table == "issues" else len(TABLES[table].columns)
    there = [row for row in rows.values() if row is not None]
    for start in range(0, len(there), PACKET):
        if start:
            tx.read()  # rows may be large: not all of them in one packet
        chunk = there[start : start + PACKET]
        marks = ", ".join([f"({', '.join(['%s'] * width)})"] * len(chunk))
        tx.write(
            f"REPLACE INTO `{table}` ({columns}) VALUES {marks}",
            *(value for row in chunk for value in row),
        )
    names = ("id",) if table == "issues" else TABLES[table].columns[: TABLES[table].keys]
    condition = " AND ".join(f"`{name}` = %s" for name in names)
    for key in (key for key, row in rows.items() if row is None):
        tx.write(f"DELETE FROM `{table}` WHERE {condition}", *key)


def settle_conflicts(tx: Transaction, table: str) -> None:
    """Tell Dolt that the conflicts of a table are resolved by what is written."""
    tx.write(f"DELETE FROM `dolt_conflicts_{table}`")
