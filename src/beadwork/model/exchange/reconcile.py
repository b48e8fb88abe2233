"""Reconcile an imported row with the stored issue of its id, and warn about rows.

Invariant: a row that is imported a second time changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from beadwork.model.dependencies import dependency as edges_of
from beadwork.model.dependencies.dependency import BLOCKING, Dependency
from beadwork.model.exchange import import_comments, same_time
from beadwork.model.exchange.import_comments import ImportComment
from beadwork.model.exchange.import_edges import EDGES, EdgeKey, key_of
from beadwork.model.exchange.import_row import ImportRow
from beadwork.model.exchange.warnings import Warnings
from beadwork.model.issues import ids
from beadwork.model.issues.field_table import EXACT_TIMES, PARENT_EDGE
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import MACHINERY, Vocabulary

Graph = dict[str, list[tuple[Dependency, bool]]]
"""Edges by the issue that they leave, each with whether its row gives no time for it."""


class StoredIssue(NamedTuple):
    """An issue in the database, with its edges and comments."""

    issue: Issue
    edges: Sequence[Dependency]
    comments: Sequence[tuple[Any, ...]]
    """In the order of `ImportComment`."""


class Meeting(NamedTuple):
    """The result of importing one row."""

    outcome: str
    """`created`, `updated`, `unchanged` or `older`."""
    issue: Issue
    rewritten: bool = False
    """The issue's row in `issues` must be written."""
    cleared: bool = False
    """The stored edges that leave the issue are replaced by `edges`."""
    edges: Sequence[Dependency] = ()
    comments: Sequence[ImportComment] = ()
    differs: bool = False
    """The row is as old as the stored issue and differs from it. What both have stays as it is
    stored.
    """


def graph(rows: Mapping[str, ImportRow]) -> Graph:
    """Return the edges of all rows, each once, by the issue that they leave."""
    found: dict[EdgeKey, tuple[Dependency, bool]] = {}
    for row in rows.values():
        for edge in row.edges:
            found.setdefault(key_of(edge), (edge, key_of(edge) in row.undated))
    by_issue: Graph = {}
    for edge, undated in found.values():
        by_issue.setdefault(edge.issue_id, []).append((edge, undated))
    return by_issue


def meet(
    row: ImportRow,
    edges: Sequence[tuple[Dependency, bool]],
    stored: StoredIssue | None,
    *,
    force: bool,
) -> Meeting:
    """Return the result of importing a row.

    The newer of the row and the stored issue wins; with `force`, the row wins. `edges` are those
    that leave the issue. `stored` is the stored issue of the row's id, None where there is none.
    """
    if stored is None:
        return Meeting("created", row.issue, True, False, [edge for edge, _ in edges], row.comments)
    issue = _completed(row, stored.issue)
    known = {key_of(edge): edge for edge in stored.edges}
    wanted = [known.get(key_of(edge), edge) if undated else edge for edge, undated in edges]
    said = {comment[1]: comment for comment in stored.comments}
    comments = [
        comment
        for comment in import_comments.as_stored(row.comments, row.undated, stored.comments)
        if said.get(comment.id) != comment
        and not (comment.id in row.undated and comment.id in said)
    ]
    if issue.updated_at > stored.issue.updated_at or force:
        if EDGES in row.assumed:
            wanted = [*stored.edges, *(edge for edge in wanted if key_of(edge) not in known)]
        return _over(issue, wanted, comments, stored)
    if issue.updated_at < stored.issue.updated_at:
        return Meeting("older", stored.issue)
    return _beside(issue, wanted, comments, stored)


def _beside(
    issue: Issue, wanted: list[Dependency], comments: list[ImportComment], stored: StoredIssue
) -> Meeting:
    """Return the result of a row that is as old as the stored issue."""
    united, differs = same_time.united(issue, stored.issue)
    edges = {key_of(edge): edge for edge in stored.edges}
    new_edges, cleared = [], False
    for edge in wanted:
        known = edges.get(key_of(edge))
        if known is None:
            new_edges.append(edge)
            continue
        edges[key_of(edge)], is_other = same_time.united_edge(edge, known)
        differs = differs or is_other
        cleared = cleared or edges[key_of(edge)] != known
    said = {comment[1] for comment in stored.comments}
    new_comments = [comment for comment in comments if comment.id not in said]
    rewritten = united != stored.issue
    return Meeting(
        "updated" if rewritten or cleared or new_edges or new_comments else "unchanged",
        united,
        rewritten,
        cleared,
        [*edges.values(), *new_edges] if cleared else new_edges,
        new_comments,
        differs or len(new_comments) < len(comments),
    )


def _over(
    issue: Issue, wanted: list[Dependency], comments: list[ImportComment], stored: StoredIssue
) -> Meeting:
    rewritten = issue != stored.issue
    cleared = {key_of(edge): edge for edge in wanted} != {
        key_of(edge): edge for edge in stored.edges
    }
    outcome = "updated" if rewritten or cleared or comments else "unchanged"
    return Meeting(outcome, issue, rewritten, cleared, wanted if cleared else (), comments)


def _completed(row: ImportRow, stored: Issue) -> Issue:
    """Return the row's issue, with the stored values of the fields that the row lacks."""
    issue = row.issue
    if row.partial is not None:
        said = {column: getattr(issue, column) for column in row.partial}
        kept = {} if issue.extra is None else {"extra": {**(stored.extra or {}), **issue.extra}}
        issue = stored._replace(**{**said, "updated_at": issue.updated_at, **kept})
    if "created_at" in row.assumed:
        issue = issue._replace(created_at=stored.created_at)
    if "updated_at" in row.assumed:
        issue = issue._replace(updated_at=stored.updated_at)
    if not stored.extra:
        return issue
    extra = dict(issue.extra or {})
    if PARENT_EDGE in row.assumed and PARENT_EDGE in stored.extra and issue.parent == stored.parent:
        extra[PARENT_EDGE] = stored.extra[PARENT_EDGE]
    finer = {
        field: text
        for field, text in stored.extra.get(EXACT_TIMES, {}).items()
        if getattr(issue, field) == getattr(stored, field)
    }
    if finer:
        extra[EXACT_TIMES] = {**finer, **extra.get(EXACT_TIMES, {})}
    return issue._replace(extra=extra or None)


def words(
    warnings: Warnings, rows: Mapping[str, ImportRow], vocabulary: Vocabulary, prefix: str
) -> None:
    """Add warnings about statuses, types, prefixes and closing times unusual in this tracker."""
    for issue_id, row in rows.items():
        issue = row.issue
        if issue.status == "tombstone":
            warnings.add("tombstone", issue_id)
        elif issue.status not in vocabulary.statuses:
            warnings.add("unknown status", issue_id, issue.status)
        if issue.status == "closed" and not issue.closed_at:
            warnings.add("closed without time", issue_id)
        if issue.closed_at and issue.status not in vocabulary.of_category("done"):
            warnings.add("time without closed", issue_id)
        if issue.type in MACHINERY:
            warnings.add("machinery", issue_id, issue.type)
        elif issue.type not in vocabulary.types:
            warnings.add("unknown type", issue_id, issue.type)
        if not issue_id.startswith(f"{prefix}-"):
            warnings.add("prefix", issue_id, ids.prefix_of(issue_id) or "none")


def named(rows: Mapping[str, ImportRow], graph: Graph) -> set[str]:
    """Return the id of every issue that rows refer to: by an edge, as the parent, or by an id like
    `bd-a3f.1`, which names `bd-a3f`.
    """
    found = {edge.depends_on_id for edges in graph.values() for edge, _ in edges}
    found |= {row.issue.parent for row in rows.values() if row.issue.parent}
    found |= {above for above in map(ids.parent_of, rows) if above}
    return {name for name in found if not edges_of.is_foreign(name)}


def references(
    warnings: Warnings, rows: Mapping[str, ImportRow], graph: Graph, existing: set[str]
) -> None:
    """Add warnings about references to issues that are not `existing`, about unknown types of
    edge, and about cycles.
    """
    for issue_id, row in rows.items():
        above = ids.parent_of(issue_id)
        if row.issue.parent and row.issue.parent not in existing:
            warnings.add("unknown parent", issue_id, row.issue.parent)
        elif above and above not in existing:
            warnings.add("parent by name", issue_id, above)
        for edge in row.edges:
            if edge.type not in edges_of.TYPES:
                warnings.add("unknown edge", issue_id, edge.type)
            if edge.depends_on_id not in existing and not edges_of.is_foreign(edge.depends_on_id):
                warnings.add("unknown target", issue_id, edge.depends_on_id)
    parents = {issue_id: row.issue.parent for issue_id, row in rows.items() if row.issue.parent}
    waits = {
        issue_id: [
            edge.depends_on_id
            for edge, _ in edges
            if edge.type in BLOCKING and edge.depends_on_id != issue_id
        ]
        for issue_id, edges in graph.items()
    }
    for issue_id in rows:
        if waits.get(issue_id) and not set(_above(issue_id, parents)).isdisjoint(waits[issue_id]):
            warnings.add("on ancestor", issue_id)
    for issue_id, parent in parents.items():
        waits.setdefault(issue_id, []).append(parent)
    for cycle in edges_of.cycles(waits):
        for issue_id in cycle:
            warnings.add("cycle", issue_id)
        warnings.add("cycle", cycle[0], " -> ".join([*cycle, cycle[0]]))


def _above(issue_id: str, parents: Mapping[str, str]) -> Iterable[str]:
    seen = {issue_id}
    while (issue_id := parents.get(issue_id, "")) and issue_id not in seen:
        seen.add(issue_id)
        yield issue_id
