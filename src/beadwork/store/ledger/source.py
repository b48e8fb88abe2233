"""What a ledger reads of `main`: issues and their edges at a commit, and what changed between two.

The session may be on any branch, as every statement names its commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import OfAnySchema
from beadwork.model.ledger import public_issue
from beadwork.model.ledger.additions import Present
from beadwork.model.ledger.public_issue import FIELDS, Edge, PublicIssue
from beadwork.store import id_lists, json_columns

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Row, Statement
    from beadwork.dolt.writing.transaction import Reader

_READ = (*FIELDS, "status", "metadata", "extra")
HEAD = "SELECT hash FROM dolt_branches WHERE name = 'main'"
KNOWN = "SELECT commit_hash FROM dolt_log(%s) WHERE commit_hash = %s"
COMMITS = "SELECT commit_hash FROM dolt_log('main')"
ROOT = "SELECT commit_hash FROM dolt_log(%s) ORDER BY commit_order LIMIT 1"
TABLES_AT = "SHOW TABLES AS OF %s"
CLOSED = OfAnySchema(
    "SELECT * FROM issues AS OF %s WHERE status = 'closed' ORDER BY closed_at, id", _READ
)
BY_IDS = OfAnySchema("SELECT * FROM issues AS OF %s WHERE id IN %s", _READ)
EDGES = """
    SELECT issue_id, type, depends_on_id FROM dependencies AS OF %s
    WHERE depends_on_id LIKE 'hop://%%'
"""
EDGES_OF = """
    SELECT issue_id, type, depends_on_id FROM dependencies AS OF %s
    WHERE issue_id IN %s AND depends_on_id LIKE 'hop://%%'
"""
CHANGED_ISSUES = """
    SELECT COALESCE(to_id, from_id) FROM dolt_diff(%s, %s, 'issues')
    WHERE to_status = 'closed' OR from_status = 'closed'
"""
CHANGED_EDGES = """
    SELECT COALESCE(to_issue_id, from_issue_id) FROM dolt_diff(%s, %s, 'dependencies')
    WHERE COALESCE(to_depends_on_id, from_depends_on_id) LIKE 'hop://%%'
"""
PACKET = 100
"""Statements in one packet."""


def head(reader: Reader) -> str:
    """Return the newest commit of `main`."""
    return str(reader.rows(HEAD)[0][0])


def root(reader: Reader) -> tuple[str, bool]:
    """Return the first commit of `main`, and whether it has no table."""
    commit = str(reader.rows(ROOT, "main")[0][0])
    return commit, not reader.rows(TABLES_AT, commit)


def is_in_history(reader: Reader, commit: str, head: str) -> bool:
    """Tell whether a commit is in the history of another one. After a squash it is not."""
    return bool(reader.rows(KNOWN, head, commit))


def commits(reader: Reader) -> set[str]:
    """Return every commit of `main`."""
    return {str(row[0]) for row in reader.rows(COMMITS)}


def changed_since(reader: Reader, before: str, after: str) -> list[str]:
    """Return the ids of the issues that may need another entry at `after`."""
    questions = ((CHANGED_ISSUES, (before, after)), (CHANGED_EDGES, (before, after)))
    return sorted({str(row[0]) for answer in reader.read(*questions) for row in answer.rows})


def closed(reader: Reader, commit: str) -> dict[str, Present]:
    """Return all issues that were closed at a commit, by the time of their closing."""
    issues, edges = reader.read((CLOSED, (commit,)), (EDGES, (commit,)))
    by_issue = _edges(edges.rows)
    return {row[0]: _present(row, by_issue) for row in issues.rows}


def at(reader: Reader, commit: str, ids: Iterable[str]) -> dict[str, Present]:
    """Return what issues were at a commit; what was not there is left out."""
    return at_each(reader, {commit: list(ids)})[commit]


def at_each(reader: Reader, wanted: dict[str, list[str]]) -> dict[str, dict[str, Present]]:
    """Return what issues were at each of these commits, by commit and id."""
    questions: list[tuple[str, Statement]] = []
    for commit, ids in wanted.items():
        for chunk in id_lists.chunks(sorted(ids)):
            named = (commit, tuple(chunk))
            questions += [(commit, (EDGES_OF, named)), (commit, (BY_IDS, named))]
    issues: dict[str, list[Row]] = {commit: [] for commit in wanted}
    edges: dict[str, dict[str, list[Edge]]] = {commit: {} for commit in wanted}
    for start in range(0, len(questions), PACKET):
        packet = questions[start : start + PACKET]
        answers = reader.read(*(question for _, question in packet))
        for (commit, (sql, _)), answer in zip(packet, answers, strict=True):
            if sql is EDGES_OF:
                edges[commit] |= _edges(answer.rows)
            else:
                issues[commit] += answer.rows
    return {
        commit: {row[0]: _present(row, edges[commit]) for row in rows}
        for commit, rows in issues.items()
    }


def _edges(rows: Iterable[Row]) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = {}
    for issue_id, kind, target in rows:
        found.setdefault(issue_id, []).append(Edge(kind, target))
    return found


def _present(row: Row, edges: dict[str, list[Edge]]) -> Present:
    *columns, status, metadata, extra = row
    labels = json_columns.texts(columns[-1])
    if status != "closed":
        return Present(is_there=True)
    issue = PublicIssue._make((*columns[:-1], labels))
    is_public = public_issue.is_public(
        issue.type, labels, json_columns.mapping(metadata) or {}, json_columns.mapping(extra) or {}
    )
    text = public_issue.content(issue, edges.get(issue.id, ())) if is_public else ""
    return Present(is_there=True, is_closed=True, content=text)
