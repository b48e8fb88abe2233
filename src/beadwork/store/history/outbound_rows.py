"""The rows of a commit of `main` from which an outbound branch is made, and those of the branch."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import Row, Statement
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.row_merge import TABLES, Key
from beadwork.model.sovereignty.private import Marked
from beadwork.store import id_lists, json_columns
from beadwork.store.issues import issues, private_issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

ROOT = """
    SELECT commit_hash, author FROM dolt_log(%s, '--parents') WHERE COALESCE(parents, '') = ''
"""
MESSAGES = """
    SELECT message FROM dolt_log(%s) WHERE message LIKE %s LIMIT 50
"""
AUTHORS = "SELECT DISTINCT author, author_email, committer, email FROM dolt_log(%s)"
HEAD = "SELECT DOLT_HASHOF(%s)"
MARKED = "SELECT id, parent, labels, metadata FROM issues AS OF %s"
ALL_ISSUES = issues.select("AS OF %s")
SOME_ISSUES = issues.select("AS OF %s WHERE id IN %s")
PERSONS = (
    "SELECT DISTINCT owner FROM issues AS OF %s",
    "SELECT DISTINCT assignee FROM issues AS OF %s",
    "SELECT DISTINCT created_by FROM issues AS OF %s",
    "SELECT DISTINCT author FROM comments AS OF %s",
    "SELECT DISTINCT created_by FROM dependencies AS OF %s",
    "SELECT DISTINCT author FROM dolt_log(%s)",
    "SELECT DISTINCT author_email FROM dolt_log(%s)",
)
WAITERS = "SELECT waiters FROM issues AS OF %s WHERE waiters IS NOT NULL"
TOUCHED = {
    "issues": "SELECT COALESCE(to_id, from_id) FROM dolt_diff(%s, %s, 'issues')",
    "dependencies": "SELECT COALESCE(to_issue_id, from_issue_id)"
    " FROM dolt_diff(%s, %s, 'dependencies')",
    "comments": "SELECT COALESCE(to_issue_id, from_issue_id) FROM dolt_diff(%s, %s, 'comments')",
}
OF_ISSUES = ("dependencies", "comments")
EVER_MARKED = """
    SELECT to_id, to_parent, to_labels, to_metadata FROM dolt_diff_issues
    WHERE (LOWER(CAST(to_labels AS CHAR)) LIKE '%%private%%'
        OR LOWER(CAST(to_metadata AS CHAR)) LIKE '%%private%%')
"""
EVER_NAMED = (
    "SELECT DISTINCT to_owner, to_assignee, to_created_by FROM dolt_diff_issues WHERE TRUE",
    "SELECT DISTINCT to_author, NULL, NULL FROM dolt_diff_comments WHERE TRUE",
)
IN_COMMITS = " AND to_commit IN %s"
COMMITS_SINCE = "SELECT commit_hash FROM dolt_log(%s) LIMIT 101"
MOST_COMMITS = 100
"""The commits that are looked at one by one; of more, all of history is."""
WORKING = "WORKING"
"""The rows of the present transaction, as a ref."""


def head(reader: Reader, ref: str) -> str:
    """Return the newest commit of a branch."""
    return str(reader.rows(HEAD, ref)[0][0])


def root(reader: Reader, commit: str) -> tuple[str, str]:
    """Return the first commit of all before a commit, and its author."""
    found = reader.rows(ROOT, commit)
    return str(found[-1][0]), str(found[-1][1])


def messages(reader: Reader, ref: str, word: str) -> list[str]:
    """Return the newest messages up to a ref that hold a word, the newest first."""
    return [str(row[0]) for row in reader.rows(MESSAGES, ref, f"%{word}%")]


def authors(reader: Reader, since: str, ref: str) -> set[str]:
    """Return the names and addresses of who made the commits of a ref that `since` has not; ""
    stands for none.
    """
    rows = reader.rows(AUTHORS, f"{since}..{ref}" if since else ref)
    return {str(name) for row in rows for name in row}


def marked(reader: Reader, commit: str) -> list[Marked]:
    """Return what says of each issue whether it is private."""
    return [private_issues.marked(*row) for row in reader.rows(MARKED, commit)]


def persons(reader: Reader, commit: str) -> set[str]:
    """Return every name and address of a person in the rows and commits up to a commit."""
    *named, waiting = reader.read(*((sql, (commit,)) for sql in (*PERSONS, WAITERS)))
    found = {str(row[0]) for answer in named for row in answer.rows if row[0]}
    for (text,) in waiting.rows:
        found |= set(json_columns.texts(text))
    return found


def touched(reader: Reader, before: str, after: str) -> dict[str, set[str]]:
    """Return the ids of the issues that changed, and of those whose edges or comments did, by
    table.
    """
    answers = reader.read(*((sql, (before, after)) for sql in TOUCHED.values()))
    return {
        table: {str(row[0]) for row in answer.rows}
        for table, answer in zip(TOUCHED, answers, strict=True)
    }


def issues_at(reader: Reader, commit: str, ids: Collection[str] | None) -> dict[str, Issue]:
    """Return the issues of these ids, or all with None, by id."""
    rows = _rows(reader, ALL_ISSUES if ids is None else SOME_ISSUES, commit, ids)
    return {row[0]: issues.from_row(row) for row in rows}


def rows_at(reader: Reader, table: str, commit: str, ids: Collection[str] | None) -> dict[Key, Row]:
    """Return the rows of a table, all or those of these issues, by key."""
    known = TABLES[table]
    columns = ", ".join(f"`{name}`" for name in known.columns)
    sql = f"SELECT {columns} FROM `{table}` AS OF %s"
    if ids is not None:
        sql = f"{sql} WHERE `issue_id` IN %s"
    rows = _rows(reader, sql, commit, ids)
    return {known.key(tuple(row)): tuple(row) for row in rows}


def _rows(reader: Reader, sql: str, commit: str, ids: Collection[str] | None) -> list[Row]:
    """Return the rows of a statement about a commit and these ids, in one round trip."""
    if ids is None:
        return list(reader.read((sql, (commit,)))[0].rows)
    if not ids:
        return []
    chunks = id_lists.chunks(sorted(ids))
    answers = reader.read(*((sql, (commit, tuple(chunk))) for chunk in chunks))
    return [row for answer in answers for row in answer.rows]


def as_rows(changed: Mapping[str, Issue | None]) -> dict[Key, Row | None]:
    """Return issues as the rows that `store.merging.put` writes."""
    return {(issue_id,): row and issues.to_row(row) for issue_id, row in changed.items()}


def in_history(reader: Reader, since: str, commit: str) -> tuple[list[Marked], set[str]]:
    """Return the rows of history up to a commit that may be private, and the persons in it.

    `since` is a commit up to which these are known, "" for none.
    """
    commits = reader.rows(COMMITS_SINCE, f"{since}..{commit}") if since else ()
    if since and not commits:
        return [], set()
    statements: list[Statement] = [(sql, ()) for sql in (EVER_MARKED, *EVER_NAMED)]
    if since and len(commits) <= MOST_COMMITS:
        hashes = tuple(row[0] for row in commits)
        statements = [(f"{sql}{IN_COMMITS}", (hashes,)) for sql, _ in statements]
    marks, *named = reader.read(*statements)
    persons = {str(name) for answer in named for row in answer.rows for name in row if name}
    return [private_issues.marked(*row) for row in marks.rows], persons
