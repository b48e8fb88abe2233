"""What the edges and parents of both sides come to together: some may lead nowhere then, some close
a circle.

Neither is taken away: it is somebody's work. It is said, and readiness can live with both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.dependencies import dependency
from beadwork.model.dependencies.dependency import BLOCKING, PARENT_CHILD
from beadwork.model.dependencies.graph import HOLDING, Edge
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.row_merge import Key, Row
from beadwork.store.dependencies import graph
from beadwork.store.merging import Changes

if TYPE_CHECKING:
    from beadwork.dolt.writing.write import Reader

_PARENT = Issue._fields.index("parent")
_NOT_THERE = None, False


class Changed(NamedTuple):
    """What both sides changed, and the rows that were decided, which go before."""

    mine: Changes
    yours: Changes
    rows: dict[str, dict[Key, Row | None]]

    def issues(self) -> dict[str, tuple[str | None, bool]]:
        """Return the parent of each issue that changed on either side, and whether it is there
        then.
        """
        found: dict[str, tuple[str | None, bool]] = {}
        for side in (self.mine, self.yours):
            for one, (_, after) in side.issues.items():
                found[one] = (after.parent, True) if after else _NOT_THERE
        for (one,), row in self.rows["issues"].items():
            found[one] = (row[_PARENT], True) if row else _NOT_THERE
        return found

    def edges(self) -> dict[Edge, bool]:
        """Return whether each edge that changed on either side is there then."""
        found: dict[Edge, bool] = {}
        for side in (self.mine, self.yours):
            for key, (_, after) in side.rows.get("dependencies", {}).items():
                found[Edge._make(key)] = after
        found.update(
            {Edge._make(key): row is not None for key, row in self.rows["dependencies"].items()}
        )
        return found


def dangling(changed: Changed) -> list[Edge]:
    """Return the edges, and the parents, that are not there any more for those who still name
    them.
    """
    issues = changed.issues()
    gone = {one for one in changed.mine.deleted | changed.yours.deleted if not issues[one][1]}
    found = [
        Edge(one, parent, PARENT_CHILD)
        for one, (parent, there) in issues.items()
        if there and parent in gone
    ]
    found += [
        edge
        for edge, there in changed.edges().items()
        if there and gone & {edge.issue_id, edge.depends_on_id}
    ]
    return sorted(found)


def cycles(reader: Reader, changed: Changed) -> list[list[str]]:
    """Return the circles that there are with the merge and that our side had not; asked only where
    one can come to be.
    """
    if not (_ties(changed.mine) and _ties(changed.yours)):
        return []
    before = {edge for edge in graph.everything(reader) if edge.type in HOLDING}
    issues = changed.issues()
    after = {edge for edge in before if edge.type != PARENT_CHILD or edge.issue_id not in issues}
    after |= {
        Edge(one, parent, PARENT_CHILD)
        for one, (parent, there) in issues.items()
        if there and parent
    }
    for edge, there in changed.edges().items():
        if edge.type in HOLDING:
            (after.add if there else after.discard)(edge)
    known = {frozenset(circle) for circle in _circles(before)}
    return [circle for circle in _circles(after) if frozenset(circle) not in known]


def _ties(side: Changes) -> bool:
    """Tell whether a side has made an issue wait for another, or a part of another."""
    edges = side.rows.get("dependencies", {})
    return any(after and key[2] in BLOCKING for key, (_, after) in edges.items()) or any(
        after and after.parent and (before is None or before.parent != after.parent)
        for before, after in side.issues.values()
    )


def _circles(edges: set[Edge]) -> list[list[str]]:
    holding: dict[str, list[str]] = {}
    for edge in sorted(edges):
        holding.setdefault(edge.issue_id, []).append(edge.depends_on_id)
    return dependency.cycles(holding)
