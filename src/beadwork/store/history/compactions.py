"""The table `compactions`: for a compacted issue, the digest of the original, and the commit that
has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.issues.comment import Comment
from beadwork.model.issues.field_table import LONG_TEXTS
from beadwork.model.issues.issue import Issue
from beadwork.store.bulk import ROWS_A_STATEMENT, chunks
from beadwork.store.issues import comments, issues

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.writing.transaction import Reader, Transaction


class Compaction(NamedTuple):
    """One row, in column order."""

    issue_id: str
    level: int
    """The level of the issue after the compaction; 1 is the first."""
    digest: str
    commit_hash: str
    compacted_at: datetime
    compacted_by: str | None


class Content(NamedTuple):
    """An issue with its comments."""

    issue: Issue
    comments: list[Comment]


COLUMNS = ", ".join(Compaction._fields)
ALL = f"SELECT {COLUMNS} FROM compactions ORDER BY issue_id, level"
OF_ISSUES = f"SELECT {COLUMNS} FROM compactions WHERE issue_id IN %s ORDER BY issue_id, level"
COUNT = "SELECT COUNT(*) FROM compactions"
_MARKS = f"({', '.join(['%s'] * len(Compaction._fields))})"
REMOVE = "DELETE FROM compactions WHERE issue_id = %s AND level = %s"
COMPACTED = "SELECT id, compaction_level FROM issues WHERE compaction_level > 0"
CANDIDATES = issues.select(f"""
    WHERE status IN %s AND COALESCE(closed_at, updated_at) < %s AND NOT pinned
      AND ({" OR ".join(f"{column} IS NOT NULL" for column in LONG_TEXTS)})
    ORDER BY id
""")
ISSUES_AT = issues.select("AS OF %s WHERE id IN %s")
COMMENTS_AT = f"""
    SELECT {comments.COLUMNS} FROM comments AS OF %s WHERE issue_id IN %s
    ORDER BY {comments.ORDER}
"""
EXISTING_COMMITS = "SELECT commit_hash FROM dolt_commits WHERE commit_hash IN %s"
AFTER = "SELECT commit_hash FROM dolt_log(%s, '--parents') WHERE LEFT(parents, 32) = %s"
"""The commits of the branch whose first parent is a given commit."""


def of(reader: Reader, ids: Sequence[str]) -> list[Compaction]:
    """Return the proofs of these issues, in order of issue and level."""
    return [Compaction._make(row) for row in reader.rows(OF_ISSUES, tuple(ids))] if ids else []


def everything(reader: Reader) -> list[Compaction]:
    """Return every proof."""
    return [Compaction._make(row) for row in reader.rows(ALL)]


def count(reader: Reader) -> int:
    """Return the number of proofs."""
    return int(reader.rows(COUNT)[0][0])


def levels(reader: Reader) -> dict[str, int]:
    """Return the level of each compacted issue, by id."""
    return {row[0]: int(row[1]) for row in reader.rows(COMPACTED)}


def candidates(reader: Reader, over: Sequence[str], before: datetime) -> list[Issue]:
    """Return the issues that have been over since before a moment, have a text, and are not
    pinned.
    """
    return [issues.from_row(row) for row in reader.rows(CANDIDATES, tuple(over), before)]


def record(tx: Transaction, proofs: Sequence[Compaction]) -> None:
    """Insert or replace proofs, 500 in a statement: 10,000 statements would take half a minute."""
    for chunk in chunks(proofs, ROWS_A_STATEMENT):
        sql = f"REPLACE INTO compactions ({COLUMNS}) VALUES {', '.join([_MARKS] * len(chunk))}"
        tx.write(sql, *(value for proof in chunk for value in proof))


def remove(tx: Transaction, issue_id: str, level: int) -> None:
    """Delete the proof of a compaction that was reversed."""
    tx.write(REMOVE, issue_id, level)


def known(reader: Reader, commits: Sequence[str]) -> set[str]:
    """Return the `commits` that exist."""
    return {row[0] for row in reader.rows(EXISTING_COMMITS, tuple(commits))} if commits else set()


def followers(reader: Reader, commit: str) -> list[str]:
    """Return the commits of this branch whose first parent is `commit`."""
    return [row[0] for row in reader.rows(AFTER, f"{commit}..HEAD", commit)]


def at(commit: str, ids: Sequence[str]) -> tuple[Statement, Statement]:
    """Return the statements whose results `contents` reads: issues and their comments at a
    commit.
    """
    return (ISSUES_AT, (commit, tuple(ids))), (COMMENTS_AT, (commit, tuple(ids)))


def contents(rows: Result, comment_rows: Result) -> dict[str, Content]:
    """Return issues with their comments by id."""
    found = {row[0]: Content(issues.from_row(row), []) for row in rows.rows}
    for row in comment_rows.rows:
        if row[0] in found:
            found[row[0]].comments.append(comments.from_row(row))
    return found
