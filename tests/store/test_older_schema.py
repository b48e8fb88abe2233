"""Tables of an older version are read as they are: a column that they lack is unset."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from beadwork.dolt.connection.session import Session
from beadwork.store import bulk
from beadwork.store.history import diffs, undo
from beadwork.store.issues import issues

NEWEST = "extra"
"""Stands for a column that a later version brought: it is taken away, and added again."""
FILE = """
    INSERT INTO issues (id, type, title, status, priority, created_at, updated_at)
    VALUES (%s, 'task', 'One', 'open', 2, NOW(6), NOW(6))
"""
COMMIT = "CALL DOLT_COMMIT('-Am', %s)"
HEAD = "SELECT HASHOF('HEAD')"


@pytest.fixture
def older(session: Session) -> Iterator[Session]:
    """The session on tables that lack the newest column, with one issue."""
    session.run(f"ALTER TABLE issues DROP COLUMN {NEWEST}")
    session.run(FILE, "t-1")
    session.run(COMMIT, "older")
    yield session


def migrate(session: Session) -> str:
    """Add the column and change the issue; return the commit before."""
    ((before,),) = session.rows(HEAD)
    session.run(f"ALTER TABLE issues ADD COLUMN {NEWEST} JSON")
    session.run(f"""UPDATE issues SET {NEWEST} = '{{"k": 1}}', updated_at = %s""", datetime.max)
    session.run(COMMIT, "newer")
    return str(before)


def test_a_database_that_is_not_migrated_can_be_read(older: Session) -> None:
    assert issues.get(older, "t-1").extra is None
    assert issues.get(older, "1").id == "t-1"
    assert [*bulk.read(older, ["t-1"]).issues] == ["t-1"]


def test_a_commit_from_before_the_column_can_be_read(older: Session) -> None:
    before = migrate(older)
    ((row,), (now,)) = (older.rows(diffs.ROWS_AT, commit, ("t-1",)) for commit in (before, "HEAD"))
    assert issues.from_row(row).extra is None
    assert issues.from_row(now).extra == {"k": 1}


@pytest.mark.parametrize("backwards", [False, True])
def test_a_difference_across_the_column_has_both_sides(older: Session, backwards: bool) -> None:
    before = migrate(older)
    pair = ("HEAD", before) if backwards else (before, "HEAD")
    ((old, new),) = diffs.between(older, *pair).issues
    assert old is not None
    assert new is not None
    assert (old.extra, new.extra) == ((({"k": 1}, None)) if backwards else (None, {"k": 1}))


def test_a_difference_before_the_column_can_be_undone(older: Session) -> None:
    before = migrate(older)
    (change,) = undo.changes(older, f"{before}~1", before, ["issues"])
    assert change.before is None
    assert change.after is not None
    assert change.after["id"] == "t-1"
    assert change.after[NEWEST] is None
