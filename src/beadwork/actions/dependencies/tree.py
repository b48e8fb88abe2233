"""The tree of what an issue waits for, level by level; or of what waits for the issue."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.dependencies import graph as drawing
from beadwork.model.dependencies.graph import HOLDING, Edge, Step
from beadwork.model.issues.issue import Issue
from beadwork.store import id_lists
from beadwork.store.dependencies import cross_rig_dependents, cross_rig_targets, graph
from beadwork.store.issues import issues

DEPTH = 50
"""The default number of levels. Each level costs a round trip."""


class DependencyTree(NamedTuple):
    """The lines of a tree, and the issues that they name, by id.

    An id that is in no tracker of the town has no issue. The tree does not go on below an issue of
    another tracker.
    """

    steps: list[Step]
    issues: dict[str, Issue]

    @property
    def is_cut(self) -> bool:
        """Whether the tree goes deeper than was asked for."""
        return any(step.cut for step in self.steps)


def tree(
    reader: Reader,
    part: str,
    *,
    kinds: Collection[str] = HOLDING,
    reverse: bool = False,
    depth: int = DEPTH,
) -> DependencyTree:
    """Return the tree of what an issue waits for, or with `reverse` of what waits for it.

    Raises:
        NotFound, Ambiguous: `part` names no issue, or several.
    """
    root = issues.get(reader, part)
    below: dict[str, Sequence[tuple[str, str]]] = {}
    front = [root.id]
    for _ in range(depth + 1):  # one more level than is shown, for `is_cut`
        if not front:
            break
        below.update(dict.fromkeys(front, ()))
        below.update(_next(reader, front, kinds, reverse))
        front = list(
            dict.fromkeys(
                end for issue_id in front for end, _ in below[issue_id] if end not in below
            )
        )
    if reverse:
        _add_other_trackers(reader, below, kinds)
    steps = drawing.tree(root.id, below, depth)
    rows = id_lists.rows(reader, issues.BY_IDS, {step.id for step in steps} - {root.id})
    found = {root.id: root} | {row[0]: issues.from_row(row) for row in rows}
    missing = ((step.above, step.id) for step in steps if step.id not in found)
    return DependencyTree(
        steps,
        found | cross_rig_targets.issues_of(cross_rig_targets.of_edges(reader, missing, "")),
    )


def _add_other_trackers(
    reader: Reader, below: dict[str, Sequence[tuple[str, str]]], kinds: Collection[str]
) -> None:
    """Add to `below` the issues of other trackers of the town that wait for its issues."""
    for edge, _ in cross_rig_dependents.incoming_edges(reader, list(below)):
        if edge.type in kinds:
            below[edge.depends_on_id] = [*below[edge.depends_on_id], (edge.issue_id, edge.type)]


def _next(
    reader: Reader, front: Sequence[str], kinds: Collection[str], reverse: bool
) -> dict[str, list[tuple[str, str]]]:
    edges = graph.reaching(reader, front) if reverse else graph.leaving(reader, front)
    found: dict[str, list[tuple[str, str]]] = {}
    for edge in edges:
        if edge.type in kinds:
            start, end = _ends(edge, reverse)
            found.setdefault(start, []).append((end, edge.type))
    return found


def _ends(edge: Edge, reverse: bool) -> tuple[str, str]:
    return (edge.depends_on_id, edge.issue_id) if reverse else (edge.issue_id, edge.depends_on_id)
