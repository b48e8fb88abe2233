"""What a ledger reads of `main`: issues and their edges at a commit, and what changed between two.

The session may be on any branch, as every statement names its commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import OfAnySchema
from beadwork.model.ledger import public_issue
from beadwork.model.ledger.additions import Present
from beadwork.model.ledger.public_issue import FIELDS, Edge, PublicIssue
from beadwork.model.sovereignty.private import Marked
from beadwork.store import id_lists, json_columns
from beadwork.store.issues import private_issues

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Row, Statement
    from beadwork.dolt.writing.transaction import Reader

Edges = dict[str, list[Edge]]
"""Edges by the issue that they lead from."""
_READ = (*FIELDS, "status", "metadata", "extra", "parent", "source_system")
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
CHANGED_MARKS = """
    SELECT COALESCE(to_id, from_id) FROM dolt_diff(%s, %s, 'issues')
    WHERE NOT (to_labels <=> from_labels) OR NOT (to_metadata <=> from_metadata)
        OR NOT (to_parent <=> from_parent)
"""
"""Issues whose descendants may be public now, or not any more."""
CHILDREN = "SELECT id FROM issues AS OF %s WHERE parent IN %s"


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
    pair = (before, after)
    issues, edges, marks = reader.read(
        (CHANGED_ISSUES, pair), (CHANGED_EDGES, pair), (CHANGED_MARKS, pair)
    )
    found = {str(row[0]) for answer in (issues, edges) for row in answer.rows}
    return sorted(found | _below(reader, {str(row[0]) for row in marks.rows}, after))


def _below(reader: Reader, ids: set[str], commit: str) -> set[str]:
    """Return the descendants of issues at a commit."""
    found: set[str] = set()
    while ids:
        questions = ((CHILDREN, (commit, tuple(chunk))) for chunk in id_lists.chunks(sorted(ids)))
        children = {str(row[0]) for answer in reader.read(*questions) for row in answer.rows}
        ids = children - found
        found |= ids
    return found


def closed(reader: Reader, commit: str) -> dict[str, Present]:
    """Return all issues that were closed at a commit, by the time of their closing."""
    issues, edges = reader.read((CLOSED, (commit,)), (EDGES, (commit,)))
    return _present(reader, {commit: list(issues.rows)}, {commit: _edges(edges.rows)})[commit]


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
    edges: dict[str, Edges] = {commit: {} for commit in wanted}
    for commit, sql, answer in private_issues.answers(reader, questions):
        if sql is EDGES_OF:
            edges[commit] |= _edges(answer.rows)
        else:
            issues[commit] += answer.rows
    return _present(reader, issues, edges)


def _edges(rows: Iterable[Row]) -> Edges:
    found: Edges = {}
    for issue_id, kind, target in rows:
        found.setdefault(issue_id, []).append(Edge(kind, target))
    return found


def _present(
    reader: Reader, issues: dict[str, list[Row]], edges: dict[str, Edges]
) -> dict[str, dict[str, Present]]:
    """Return what the rows of each commit say."""
    read = {commit: list(map(_Row.of, rows)) for commit, rows in issues.items()}
    marks = {commit: [row.mark for row in rows] for commit, rows in read.items()}
    private = private_issues.at_each(reader, marks)
    return {
        commit: {row.issue.id: row.present(private[commit], edges[commit]) for row in rows}
        for commit, rows in read.items()
    }


class _Row(NamedTuple):
    """One row of `issues`."""

    issue: PublicIssue
    mark: Marked
    is_closed: bool
    is_work: bool

    @staticmethod
    def of(row: Row) -> _Row:
        *columns, status, metadata, extra, parent, source_system = row
        mark = private_issues.marked(columns[0], parent, columns[-1], metadata)
        issue = PublicIssue._make((*columns[:-1], mark.labels))
        is_own = not source_system  # what came from another town is published there
        is_work = public_issue.is_work(issue.type, json_columns.mapping(extra) or {})
        return _Row(issue, mark, status == "closed", is_own and is_work)

    def present(self, private: frozenset[str], edges: Edges) -> Present:
        is_private = self.issue.id in private
        if not self.is_closed:
            return Present(is_there=True, is_private=is_private)
        is_public = self.is_work and not is_private
        text = public_issue.content(self.issue, edges.get(self.issue.id, ())) if is_public else ""
        return Present(is_there=True, is_closed=True, content=text, is_private=is_private)
