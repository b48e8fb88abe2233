"""The history of the branch as a graph, and single issues at its commits.

The whole log of 10,000 commits takes 45 ms as one text. As rows it takes 90 ms, because the client
reads each. A row `AS OF` a commit takes 0.2 ms, with many in one packet. `dolt_history_issues`
takes over half a second. So an issue's history is found by looking at few commits
(`model/history/bisection.py`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Row
from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.history import commit_message
from beadwork.model.issues.issue import Issue
from beadwork.store.dependencies import dependencies
from beadwork.store.history.log import COLUMNS, Commit
from beadwork.store.issues import comments, issues

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.writing.transaction import Reader

LOG: Statement = (
    """
    SELECT JSON_ARRAYAGG(CONCAT(commit_hash, IFNULL(parents, ''), ' ', message))
    FROM dolt_log('--parents')
    """,
    (),
)
"""All commits, the newest first. The server needs longer to cut or search messages than to send
them.
"""
BY_HASHES = f"SELECT {COLUMNS} FROM dolt_log WHERE commit_hash IN %s"
TABLES = "SHOW TABLES AS OF %s"
CHANGED_TABLES = "SELECT to_table_name, from_table_name FROM dolt_diff_summary(%s, %s)"
ISSUE = issues.select("AS OF %s WHERE id = %s")
DEPENDENCIES = f"SELECT {dependencies.COLUMNS} FROM dependencies AS OF %s WHERE issue_id = %s"
DEPENDENTS = f"SELECT {dependencies.COLUMNS} FROM dependencies AS OF %s WHERE depends_on_id = %s"
COMMENTS = f"SELECT {comments.COLUMNS} FROM comments AS OF %s WHERE issue_id = %s"

HASH = 32
"""The number of characters of a commit hash."""
PACKET = 200
"""Statements in one packet."""

FacetRows = frozenset[Row]
"""The rows of one table about an issue at a commit."""
NOTHING: FacetRows = frozenset()


class Facet(NamedTuple):
    """One part of an issue: the rows of a table that concern it."""

    table: str
    sql: str
    ids: tuple[int, ...]
    """The numbers of the columns that hold ids of other issues."""


FACETS = {
    "row": Facet("issues", ISSUE, (Issue._fields.index("parent"),)),
    "dependencies": Facet(
        "dependencies", DEPENDENCIES, (Dependency._fields.index("depends_on_id"),)
    ),
    "dependents": Facet("dependencies", DEPENDENTS, (Dependency._fields.index("issue_id"),)),
    "comments": Facet("comments", COMMENTS, ()),
}
"""The row of an issue, the edges that leave it, the edges that reach it, and its comments."""


class Log(NamedTuple):
    """The parents and the message of each commit since the tracker was created, the newest
    first.
    """

    parents: dict[str, tuple[str, ...]]
    messages: dict[str, str]

    def naming(self, text: str) -> list[str]:
        """Return the commits whose message contains a text."""
        return [commit for commit, message in self.messages.items() if text in message]

    def opaque(self, most: int) -> list[str]:
        """Return the newest commits, `most` of them at most, whose message does not say which
        issues they changed: imports, merges, raw SQL.
        """
        found = [
            commit
            for commit, message in self.messages.items()
            if not message.startswith(commit_message.OURS)
            or message.startswith(commit_message.OPAQUE)
        ]
        return found[:most]


def log(answer: Result) -> Log:
    """Return the log from the result of LOG. The loop runs 10,000 times, so rare cases are handled
    after it.
    """
    parents: dict[str, tuple[str, ...]] = {}
    messages: dict[str, str] = {}
    for text in json.loads(answer.rows[0][0] or "[]", strict=False):
        commit = text[:HASH]
        if text[2 * HASH : 2 * HASH + 1] == " ":  # one parent
            parents[commit] = (text[HASH : 2 * HASH],)
            messages[commit] = text[2 * HASH + 1 :]
        else:
            ends, _, messages[commit] = text[HASH:].replace(", ", ",").partition(" ")
            parents[commit] = tuple(ends.split(",")) if ends else ()
    for commit in [
        commit for commit, message in messages.items() if message.startswith(commit_message.FIRST)
    ]:
        _forget_before(commit, parents, messages)
    return Log(parents, messages)


def _forget_before(
    first: str, parents: dict[str, tuple[str, ...]], messages: dict[str, str]
) -> None:
    """Remove the commits before the one that created the tables: they have no tables to read."""
    older = list(parents.pop(first, ()))
    parents[first] = ()
    while older:
        commit = older.pop()
        older += parents.pop(commit, ())
        messages.pop(commit, None)


def commits(reader: Reader, hashes: Collection[str]) -> dict[str, Commit]:
    """Return commits by their hashes."""
    return {row[0]: Commit(*row) for row in reader.rows(BY_HASHES, tuple(hashes))} if hashes else {}


def changed_tables(reader: Reader, pairs: Sequence[tuple[str, str]]) -> list[set[str]]:
    """Return the names of the tables in which the commits of each pair differ."""
    return [
        {row[0] or row[1] for row in rows}
        for rows in _answers(reader, [(CHANGED_TABLES, pair) for pair in pairs])
    ]


def facet_rows(
    reader: Reader, issue_id: str, wanted: Mapping[str, Collection[str]]
) -> dict[str, dict[str, FacetRows]]:
    """Return the rows of an issue's facets at commits, by facet name and commit. `wanted` has the
    commits by facet name.
    """
    pairs = [(name, commit) for name, commits in wanted.items() for commit in commits]
    answers = _facet_answers(reader, issue_id, pairs)
    found: dict[str, dict[str, FacetRows]] = {name: {} for name in wanted}
    for (name, commit), rows in zip(pairs, answers, strict=True):
        found[name][commit] = frozenset(rows)
    return found


def _facet_answers(
    reader: Reader, issue_id: str, pairs: Sequence[tuple[str, str]]
) -> list[tuple[Row, ...]]:
    """Return the rows for each pair of facet and commit; none at a commit before the tables."""
    questions = {pair: (FACETS[pair[0]].sql, (pair[1], issue_id)) for pair in pairs}
    try:
        return _answers(reader, [questions[pair] for pair in pairs])
    except ServerError as error:
        if error.fault is not Fault.NO_TABLE:
            raise
    with_tables = _with_tables(reader, {commit for _, commit in pairs})
    possible = [pair for pair in pairs if pair[1] in with_tables]
    answers = _answers(reader, [questions[pair] for pair in possible])
    known = dict(zip(possible, answers, strict=True))
    return [known.get(pair, ()) for pair in pairs]


def others(facet: str, older: FacetRows, newer: FacetRows) -> set[str]:
    """Return the ids of other issues in the rows that differ."""
    return {row[column] for row in older ^ newer for column in FACETS[facet].ids if row[column]}


def _answers(reader: Reader, questions: Sequence[Statement]) -> list[tuple[Row, ...]]:
    starts = range(0, len(questions), PACKET)
    return [
        answer.rows
        for start in starts
        for answer in reader.read(*questions[start : start + PACKET])
    ]


def _with_tables(reader: Reader, commits: Collection[str]) -> set[str]:
    """Return the commits that have the tables."""
    named = sorted(commits)
    answers = _answers(reader, [(TABLES, (commit,)) for commit in named])
    needed = {facet.table for facet in FACETS.values()}
    return {
        commit
        for commit, rows in zip(named, answers, strict=True)
        if needed <= {row[0] for row in rows}
    }
