"""What history has of deleted issues: the last commit that has each, and the issue there with its
edges, comments and children.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.history import commit_message, last_commit_search
from beadwork.model.issues import id_parts
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.conflict import Candidate
from beadwork.store import conflicts
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import comments, issues
from beadwork.store.search import like_patterns

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

HISTORY = "SELECT commit_hash, parents FROM dolt_log('--parents')"
HAS = "SELECT id FROM issues AS OF %s WHERE id = %s"
MATCHING_AT = "SELECT id FROM issues AS OF %s WHERE LOWER(id) LIKE %s"
ANYWHERE = (
    "SELECT commit_hash FROM dolt_history_issues WHERE id = %s ORDER BY commit_date DESC LIMIT 1"
)
"""Looks at every commit, which takes about a second for 10,000. Used only for an issue that no
message names.
"""
ISSUES_AT = issues.select("AS OF %s WHERE id IN %s")
CHILDREN_AT = "SELECT id, parent FROM issues AS OF %s WHERE parent IN %s ORDER BY id"
EDGES_AT = f"""
    SELECT {dependencies.COLUMNS} FROM dependencies AS OF %s
    WHERE issue_id IN %s OR depends_on_id IN %s
"""
COMMENTS_AT = f"""
    SELECT {comments.COLUMNS} FROM comments AS OF %s WHERE issue_id IN %s
    ORDER BY {comments.ORDER}
"""
CONFLICTS_AT = f"SELECT {conflicts.COLUMNS} FROM conflicts AS OF %s WHERE issue_id IN %s"
VERSION_AT = "SELECT value FROM metadata AS OF %s WHERE `key` = 'schema_version'"
CONFLICTS_SINCE = 2
"""The schema version from which on there is the table `conflicts`."""
DELETIONS = "SELECT committer, date, message FROM dolt_log WHERE message LIKE %s"
WITHOUT_PARENT = "SELECT id FROM issues WHERE id IN %s AND parent IS NULL"
SET_PARENT = f"UPDATE issues SET parent = %s, updated_at = {issues.LATER} WHERE id = %s"


_DELETION = re.compile(r"^bd: delete (?P<id>[^\s:]+):.*?(?: \(by (?P<by>[^()]+)\))?$", re.MULTILINE)


class NamingCommit(NamedTuple):
    """A commit whose message contains a given text."""

    hash: str
    parents: tuple[str, ...]
    message: str


class Deletion(NamedTuple):
    """A deleted issue, and when and by whom it was deleted."""

    id: str
    author: str
    date: datetime


class Family(NamedTuple):
    """Issues at a commit with their comments, their edges in both directions, and their children.
    A child is a pair (child, parent).
    """

    issues: list[Issue]
    edges: list[Dependency]
    comments: list[Comment]
    children: list[tuple[str, str]]
    conflicts: list[Candidate]


def naming(reader: Reader, texts: Sequence[str]) -> list[NamingCommit]:
    """Return the commits of the branch with one of `texts` in their message, the newest first."""
    named = " OR ".join(["message LIKE %s"] * len(texts))
    sql = f"SELECT commit_hash, parents, message FROM dolt_log('--parents') WHERE {named}"
    return [
        NamingCommit(row[0], _parents(row[1]), row[2])
        for row in reader.rows(sql, *map(like_patterns.containing, texts))
    ]


def _parents(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(", ")) if text else ()


def candidates(named: Sequence[NamingCommit], part: str, prefix: str) -> list[str]:
    """Return the ids in the messages of commits that `part` may name."""
    return id_parts.matching(
        part,
        (word for commit in named for word in commit_message.issues(commit.message)),
        prefix,
    )


def deletions(reader: Reader) -> list[Deletion]:
    """Return the deletions of issues that messages tell of, the newest first."""
    return [
        Deletion(found["id"], found["by"] or author, date)
        for author, date, message in reader.rows(DELETIONS, like_patterns.containing("bd: delete "))
        for found in _DELETION.finditer(message)
    ]


def last_commit(reader: Reader, named: Sequence[NamingCommit], issue_id: str) -> str | None:
    """Return the last commit that has an issue, None where no commit has it."""

    def has(commits: Sequence[str]) -> set[str]:
        return _having(reader, issue_id, commits)

    def history() -> dict[str, tuple[str, ...]]:
        return {row[0]: _parents(row[1]) for row in reader.rows(HISTORY)}

    found = last_commit_search.last(
        {commit.hash: commit.parents for commit in named if issue_id in commit.message},
        history,
        has,
    )
    if found is not None:
        return found
    rows = reader.rows(ANYWHERE, issue_id)
    if not rows:
        return None
    parents = history()
    return last_commit_search.after(
        parents, last_commit_search.first_parents(parents), str(rows[0][0]), has, {}
    )


def _having(reader: Reader, issue_id: str, commits: Sequence[str]) -> set[str]:
    """Return the commits that have the issue. A commit from before the tracker has no table, and is
    left out.
    """
    try:
        answers = reader.read(*((HAS, (commit, issue_id)) for commit in commits))
    except ServerError as error:
        if error.fault is not Fault.NO_TABLE:
            raise
        if len(commits) == 1:
            return set()
        middle = len(commits) // 2
        return _having(reader, issue_id, commits[:middle]) | _having(
            reader, issue_id, commits[middle:]
        )
    return {commit for commit, answer in zip(commits, answers, strict=True) if answer.rows}


def matching_at(reader: Reader, commit: str, part: str, prefix: str) -> list[str]:
    """Return the ids of the issues at a commit that `part` may name."""
    exact, containing = reader.read(
        (HAS, (commit, part)), (MATCHING_AT, (commit, like_patterns.containing(part.lower())))
    )
    found = exact.rows or containing.rows
    return id_parts.matching(part, (str(row[0]) for row in found), prefix)


def family(reader: Reader, commit: str, ids: Sequence[str]) -> Family:
    """Return these issues at a commit, with their comments, edges and children."""
    wanted = tuple(ids)
    rows, edges, comment_rows, children, version = reader.read(
        (ISSUES_AT, (commit, wanted)),
        (EDGES_AT, (commit, wanted, wanted)),
        (COMMENTS_AT, (commit, wanted)),
        (CHILDREN_AT, (commit, wanted)),
        (VERSION_AT, (commit,)),
    )
    has_conflicts = any(int(row[0]) >= CONFLICTS_SINCE for row in version.rows)
    undecided = reader.rows(CONFLICTS_AT, commit, wanted) if has_conflicts else ()
    return Family(
        [issues.from_row(row) for row in rows.rows],
        [dependencies.from_row(row) for row in edges.rows],
        [comments.from_row(row) for row in comment_rows.rows],
        [(row[0], row[1]) for row in children.rows],
        [conflicts.from_row(row) for row in undecided],
    )


def without_parent(reader: Reader, ids: Sequence[str]) -> set[str]:
    """Return the `ids` of existing issues without a parent."""
    return {row[0] for row in reader.rows(WITHOUT_PARENT, tuple(ids))} if ids else set()


def set_parent(tx: Transaction, child: str, parent: str) -> None:
    """Set the parent of an issue."""
    tx.write(SET_PARENT, parent, tx.now, child)
