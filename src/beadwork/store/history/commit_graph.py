"""The history of the branch as a graph, and single issues in it as they were at a commit.

At 10,000 commits the whole log comes in 45 ms where the server makes one text of it (rows take 90:
the client reads each), and a row `AS OF` a commit in 0.2 ms, many in one packet;
`dolt_history_issues` takes over half a second. So an issue's history is found by looking at few
commits (`model/history/bisection.py`).
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
    from beadwork.dolt.writing.write import Reader

LOG: Statement = (
    "SELECT JSON_ARRAYAGG(CONCAT(commit_hash, IFNULL(parents, ''), ' ', message)) FROM dolt_log('--parents')",
    (),
)
"""The newest first. To let the server cut or search the messages takes it longer than to send them.
"""
BY_HASHES = f"SELECT {COLUMNS} FROM dolt_log WHERE commit_hash IN %s"
TABLES = "SHOW TABLES AS OF %s"
CHANGED_TABLES = "SELECT to_table_name, from_table_name FROM dolt_diff_summary(%s, %s)"
ISSUE = f"SELECT {issues.COLUMNS} FROM issues AS OF %s WHERE id = %s"
LEAVING = f"SELECT {dependencies.COLUMNS} FROM dependencies AS OF %s WHERE issue_id = %s"
REACHING = f"SELECT {dependencies.COLUMNS} FROM dependencies AS OF %s WHERE depends_on_id = %s"
SAID = f"SELECT {comments.COLUMNS} FROM comments AS OF %s WHERE issue_id = %s"

HASH = 32
"""Characters of a hash."""
PACKET = 200
"""Questions of one packet."""

State = frozenset[Row]
"""What one table has about an issue at a commit, as rows."""
NOTHING: State = frozenset()


class Facet(NamedTuple):
    """One of the things that an issue consists of: its row, the edges that leave and reach it, its
    comments.
    """

    table: str
    sql: str
    names: tuple[int, ...]
    """The columns that name other issues."""


FACETS = {
    "row": Facet("issues", ISSUE, (Issue._fields.index("parent"),)),
    "leaving": Facet("dependencies", LEAVING, (Dependency._fields.index("depends_on_id"),)),
    "reaching": Facet("dependencies", REACHING, (Dependency._fields.index("issue_id"),)),
    "said": Facet("comments", SAID, ()),
}


class Log(NamedTuple):
    """All commits since the tracker was made, the newest first: the parents and the message of
    each.
    """

    parents: dict[str, tuple[str, ...]]
    messages: dict[str, str]

    def naming(self, text: str) -> list[str]:
        """Return the commits that have a text in their message."""
        return [commit for commit, message in self.messages.items() if text in message]

    def untold(self, most: int) -> list[str]:
        """Return the newest commits whose message cannot say which issues they changed: imports,
        merges, raw SQL.
        """
        untold = [
            commit
            for commit, message in self.messages.items()
            if not message.startswith(commit_message.OURS)
            or message.startswith(commit_message.UNTELLING)
        ]
        return untold[:most]


def log(answer: Result) -> Log:
    """Return the log out of the answer to LOG. Looked at 10,000 times: what is rare comes after the
    loop.
    """
    parents: dict[str, tuple[str, ...]] = {}
    said: dict[str, str] = {}
    for text in json.loads(answer.rows[0][0] or "[]", strict=False):
        commit = text[:HASH]
        if text[2 * HASH : 2 * HASH + 1] == " ":  # one parent
            parents[commit] = (text[HASH : 2 * HASH],)
            said[commit] = text[2 * HASH + 1 :]
        else:
            ends, _, said[commit] = text[HASH:].replace(", ", ",").partition(" ")
            parents[commit] = tuple(ends.split(",")) if ends else ()
    for commit in [
        commit for commit, message in said.items() if message.startswith(commit_message.FIRST)
    ]:
        older = list(parents.pop(commit, ()))
        parents[
            commit
        ] = ()  # the last now; the tables are made here: before it nothing can be looked at
        while older:
            one = older.pop()
            older += parents.pop(one, ())
            said.pop(one, None)
    return Log(parents, said)


def commits(reader: Reader, hashes: Collection[str]) -> dict[str, Commit]:
    """Return commits by their hashes."""
    return {row[0]: Commit(*row) for row in reader.rows(BY_HASHES, tuple(hashes))} if hashes else {}


def changed_tables(reader: Reader, pairs: Sequence[tuple[str, str]]) -> list[set[str]]:
    """Return the names of the tables in which the commits of each pair differ."""
    return [
        {row[0] or row[1] for row in rows}
        for rows in _answers(reader, [(CHANGED_TABLES, pair) for pair in pairs])
    ]


def states(
    reader: Reader, issue_id: str, wanted: Mapping[str, Collection[str]]
) -> dict[str, dict[str, State]]:
    """Return what an issue's facets were at commits: the wanted ones by the facet's name, and so
    the answer.
    """
    asked = [(name, commit) for name, commits in wanted.items() for commit in commits]
    questions: list[Statement] = [(FACETS[name].sql, (commit, issue_id)) for name, commit in asked]
    try:
        answers = _answers(reader, questions)
    except ServerError as error:
        if error.fault is not Fault.NO_TABLE:
            raise
        there = _with_tables(reader, {commit for _, commit in asked})
        some = iter(
            _answers(
                reader,
                [q for q, (_, commit) in zip(questions, asked, strict=True) if commit in there],
            )
        )
        answers = [next(some) if commit in there else () for _, commit in asked]
    found: dict[str, dict[str, State]] = {name: {} for name in wanted}
    for (name, commit), rows in zip(asked, answers, strict=True):
        found[name][commit] = frozenset(rows)
    return found


def others(facet: str, older: State, newer: State) -> set[str]:
    """Return the ids of the other issues that are named by what differs between two states."""
    return {row[name] for row in older ^ newer for name in FACETS[facet].names if row[name]}


def _answers(reader: Reader, questions: Sequence[Statement]) -> list[tuple[Row, ...]]:
    starts = range(0, len(questions), PACKET)
    return [
        answer.rows
        for start in starts
        for answer in reader.read(*questions[start : start + PACKET])
    ]


def _with_tables(reader: Reader, commits: Collection[str]) -> set[str]:
    """Return the commits at which there is a tracker already."""
    named = sorted(commits)
    answers = _answers(reader, [(TABLES, (commit,)) for commit in named])
    needed = {facet.table for facet in FACETS.values()}
    return {
        commit
        for commit, rows in zip(named, answers, strict=True)
        if needed <= {row[0] for row in rows}
    }
