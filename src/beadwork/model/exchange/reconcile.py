"""What becomes of a row that meets the issue of its id, and what is odd about rows seen together.
Pure.

Invariant: a row that meets what it left behind itself changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from beadwork.model.dependencies import dependency as edges_of
from beadwork.model.dependencies.dependency import BLOCKING, Dependency
from beadwork.model.exchange.import_comments import Remark
from beadwork.model.exchange.import_edges import EDGES, EdgeKey, key_of
from beadwork.model.exchange.import_row import Told
from beadwork.model.exchange.warnings import Oddities
from beadwork.model.issues import ids
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import MACHINERY, Vocabulary
from beadwork.model.issues.record import EXACT_TIMES, PARENT_EDGE

Graph = dict[str, list[tuple[Dependency, bool]]]
"""Edges by the issue that they leave, each with whether its row leaves its time open."""


class Here(NamedTuple):
    """What is stored under an id."""

    issue: Issue
    edges: Sequence[Dependency]
    comments: Sequence[tuple[Any, ...]]
    """In the order of `Remark`."""


class Meeting(NamedTuple):
    """What comes of one row."""

    outcome: str
    """created, updated, unchanged, older"""
    issue: Issue
    rewritten: bool = False
    """The issue's own row is to be written."""
    cleared: bool = False
    """The edges that leave it are replaced by `edges`."""
    edges: Sequence[Dependency] = ()
    remarks: Sequence[Remark] = ()
    differs: bool = False
    """As old as what is here, but other: kept as it is here."""


def graph(told: Mapping[str, Told]) -> Graph:
    """Return the edges of all rows, each once, by the issue that they leave."""
    found: dict[EdgeKey, tuple[Dependency, bool]] = {}
    for row in told.values():
        for edge in row.edges:
            found.setdefault(key_of(edge), (edge, key_of(edge) in row.vague))
    by_issue: Graph = {}
    for edge, vague in found.values():
        by_issue.setdefault(edge.issue_id, []).append((edge, vague))
    return by_issue


def meet(
    told: Told, edges: Sequence[tuple[Dependency, bool]], here: Here | None, *, force: bool
) -> Meeting:
    """Return what comes of a row; `here` is what is stored under its id."""
    if here is None:
        return Meeting(
            "created", told.issue, True, False, [edge for edge, _ in edges], told.remarks
        )
    issue = _completed(told, here.issue)
    known = {key_of(edge): edge for edge in here.edges}
    wanted = [known.get(key_of(edge), edge) if vague else edge for edge, vague in edges]
    said = {remark[1]: remark for remark in here.comments}
    remarks = [
        remark
        for remark in told.remarks
        if said.get(remark.id) != remark and not (remark.id in told.vague and remark.id in said)
    ]
    if issue.updated_at > here.issue.updated_at or force:
        if EDGES in told.assumed:
            wanted = [*here.edges, *(edge for edge in wanted if key_of(edge) not in known)]
        return _over(issue, wanted, remarks, here)
    if issue.updated_at < here.issue.updated_at:
        return Meeting("older", here.issue)
    new_edges = [edge for edge in wanted if key_of(edge) not in known]
    new_remarks = [remark for remark in remarks if remark.id not in said]
    changed = any(key_of(edge) in known and known[key_of(edge)] != edge for edge in wanted)
    differs = issue != here.issue or changed or len(new_remarks) < len(remarks)
    outcome = "updated" if new_edges or new_remarks else "unchanged"
    return Meeting(outcome, here.issue, False, False, new_edges, new_remarks, differs)


def _over(issue: Issue, wanted: list[Dependency], remarks: list[Remark], here: Here) -> Meeting:
    rewritten = issue != here.issue
    cleared = {key_of(edge): edge for edge in wanted} != {key_of(edge): edge for edge in here.edges}
    outcome = "updated" if rewritten or cleared or remarks else "unchanged"
    return Meeting(outcome, issue, rewritten, cleared, wanted if cleared else (), remarks)


def _completed(told: Told, here: Issue) -> Issue:
    """Return the row's issue, with what is stored where the row does not say."""
    issue = told.issue
    if "created_at" in told.assumed:
        issue = issue._replace(created_at=here.created_at)
    if "updated_at" in told.assumed:
        issue = issue._replace(updated_at=here.updated_at)
    if not here.extra:
        return issue
    extra = dict(issue.extra or {})
    if PARENT_EDGE in told.assumed and PARENT_EDGE in here.extra and issue.parent == here.parent:
        extra[PARENT_EDGE] = here.extra[PARENT_EDGE]
    finer = {
        field: text
        for field, text in here.extra.get(EXACT_TIMES, {}).items()
        if getattr(issue, field) == getattr(here, field)
    }
    if finer:
        extra[EXACT_TIMES] = {**finer, **extra.get(EXACT_TIMES, {})}
    return issue._replace(extra=extra or None)


def words(odd: Oddities, told: Mapping[str, Told], vocabulary: Vocabulary, prefix: str) -> None:
    """Note statuses, types, prefixes and closing times that are unusual in this tracker."""
    for issue_id, row in told.items():
        issue = row.issue
        if issue.status == "tombstone":
            odd.add("tombstone", issue_id)
        elif issue.status not in vocabulary.statuses:
            odd.add("unknown status", issue_id, issue.status)
        if issue.status == "closed" and not issue.closed_at:
            odd.add("closed without time", issue_id)
        if issue.closed_at and issue.status not in vocabulary.of_category("done"):
            odd.add("time without closed", issue_id)
        if issue.type in MACHINERY:
            odd.add("machinery", issue_id, issue.type)
        elif issue.type not in vocabulary.types:
            odd.add("unknown type", issue_id, issue.type)
        if not issue_id.startswith(f"{prefix}-"):
            odd.add("prefix", issue_id, ids.prefix_of(issue_id) or "none")


def named(told: Mapping[str, Told], graph: Graph) -> set[str]:
    """Return every issue that rows refer to: by an edge, as the parent, or by a name like
    `bd-a3f.1`.
    """
    found = {edge.depends_on_id for edges in graph.values() for edge, _ in edges}
    found |= {row.issue.parent for row in told.values() if row.issue.parent}
    found |= {above for above in map(ids.parent_of, told) if above}
    return {name for name in found if not edges_of.is_foreign(name)}


def references(odd: Oddities, told: Mapping[str, Told], graph: Graph, there: set[str]) -> None:
    """Note what refers to issues that are not `there`, and what waits for itself."""
    for issue_id, row in told.items():
        above = ids.parent_of(issue_id)
        if row.issue.parent and row.issue.parent not in there:
            odd.add("unknown parent", issue_id, row.issue.parent)
        elif above and above not in there:
            odd.add("parent by name", issue_id, above)
        for edge in row.edges:
            if edge.type not in edges_of.TYPES:
                odd.add("unknown edge", issue_id, edge.type)
            if edge.depends_on_id not in there and not edges_of.is_foreign(edge.depends_on_id):
                odd.add("unknown target", issue_id, edge.depends_on_id)
    parents = {issue_id: row.issue.parent for issue_id, row in told.items() if row.issue.parent}
    waits = {
        issue_id: [
            edge.depends_on_id
            for edge, _ in edges
            if edge.type in BLOCKING and edge.depends_on_id != issue_id
        ]
        for issue_id, edges in graph.items()
    }
    for issue_id in told:
        if waits.get(issue_id) and not set(_above(issue_id, parents)).isdisjoint(waits[issue_id]):
            odd.add("on ancestor", issue_id)
    for issue_id, parent in parents.items():
        waits.setdefault(issue_id, []).append(parent)
    for circle in edges_of.cycles(waits):
        for issue_id in circle:
            odd.add("circle", issue_id)
        odd.add("circle", circle[0], " -> ".join([*circle, circle[0]]))


def _above(issue_id: str, parents: Mapping[str, str]) -> Iterable[str]:
    seen = {issue_id}
    while (issue_id := parents.get(issue_id, "")) and issue_id not in seen:
        seen.add(issue_id)
        yield issue_id
