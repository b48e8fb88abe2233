"""The edges and parents after a merge: some may lead to missing issues, some may close a cycle.

No edge is removed, since each is somebody's work. Both kinds are reported, and readiness works with
both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.dependencies import dependency
from beadwork.model.dependencies.dependency import BLOCKING, PARENT_CHILD
from beadwork.model.dependencies.graph import HOLDING, Edge
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.row_merge import Key, Row
from beadwork.model.merging.side import Sides
from beadwork.store.dependencies import graph
from beadwork.store.merging import Changes

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

_PARENT = Issue._fields.index("parent")


class _Place(NamedTuple):
    """Whether an issue exists after the merge, and its parent."""

    exists: bool
    parent: str | None


_DELETED = _Place(False, None)


class EdgeChanges(NamedTuple):
    """The changes of both sides, and the rows that the merge decided. Decided rows win."""

    changes: Sides[Changes]
    rows: Mapping[str, Mapping[Key, Row | None]]

    def issues(self) -> dict[str, _Place]:
        """Return the place, after the merge, of each issue that changed on either side."""
        found: dict[str, _Place] = {}
        for side in self.changes:
            for issue_id, (_, after) in side.issues.items():
                found[issue_id] = _Place(True, after.parent) if after else _DELETED
        for (issue_id,), row in self.rows["issues"].items():
            found[issue_id] = _Place(True, row[_PARENT]) if row else _DELETED
        return found

    def edges(self) -> dict[Edge, bool]:
        """Return whether each edge that changed on either side exists after the merge."""
        found = {
            Edge._make(key): exists
            for side in self.changes
            for key, (_, exists) in side.rows.get("dependencies", {}).items()
        }
        decided = self.rows["dependencies"].items()
        return {**found, **{Edge._make(key): row is not None for key, row in decided}}


def dangling(changed: EdgeChanges) -> list[Edge]:
    """Return the edges from or to a deleted issue, and the parents that are deleted issues."""
    issues = changed.issues()
    ours, theirs = changed.changes
    deleted = {
        issue_id for issue_id in ours.deleted | theirs.deleted if not issues[issue_id].exists
    }
    parents = [
        Edge(issue_id, place.parent, PARENT_CHILD)
        for issue_id, place in issues.items()
        if place.parent in deleted
    ]
    edges = [
        edge
        for edge, exists in changed.edges().items()
        if exists and deleted & {edge.issue_id, edge.depends_on_id}
    ]
    return sorted([*parents, *edges])


def cycles(reader: Reader, changed: EdgeChanges) -> list[list[str]]:
    """Return the cycles that our side has after the merge and did not have before.

    This takes a round trip only where both sides added an edge that can close a cycle.
    """
    if not all(adds_holding_edge(side) for side in changed.changes):
        return []
    before = {edge for edge in graph.everything(reader) if edge.type in HOLDING}
    known = {frozenset(cycle) for cycle in _cycles(before)}
    after = _after(before, changed)
    return [cycle for cycle in _cycles(after) if frozenset(cycle) not in known]


def _after(before: set[Edge], changed: EdgeChanges) -> set[Edge]:
    """Return the edges after the merge by which issues hold each other."""
    issues, edges = changed.issues(), changed.edges()
    kept = {
        edge
        for edge in before - edges.keys()
        if edge.type != PARENT_CHILD or edge.issue_id not in issues
    }
    parents = {
        Edge(issue_id, place.parent, PARENT_CHILD)
        for issue_id, place in issues.items()
        if place.parent
    }
    added = {edge for edge, exists in edges.items() if exists and edge.type in HOLDING}
    return kept | parents | added


def adds_holding_edge(side: Changes) -> bool:
    """Tell whether a side has made an issue wait for another, or a child of another."""
    edges = side.rows.get("dependencies", {})
    return any(exists and key[2] in BLOCKING for key, (_, exists) in edges.items()) or any(
        after and after.parent and (before is None or before.parent != after.parent)
        for before, after in side.issues.values()
    )


def _cycles(edges: set[Edge]) -> list[list[str]]:
    targets: dict[str, list[str]] = {}
    for edge in sorted(edges):
        targets.setdefault(edge.issue_id, []).append(edge.depends_on_id)
    return dependency.cycles(targets)
