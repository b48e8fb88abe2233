"""The graph of issues and edges: of the whole tracker, or of all that is connected to one issue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.dependencies import graph as drawing
from beadwork.model.dependencies.graph import Edge, Layers
from beadwork.model.dependencies.readiness import OVER
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import Vocabulary
from beadwork.store import id_lists
from beadwork.store.dependencies import graph as edges_of
from beadwork.store.issues import issues
from beadwork.store.search import lists
from beadwork.store.search.filters import Filter


class DependencyGraph(NamedTuple):
    """Issues, and those edges that have both ends among them."""

    nodes: list[Issue]
    edges: list[Edge]
    over: tuple[str, ...] = OVER
    """The statuses that are over in this tracker."""

    def layers(self) -> Layers:
        """Return the ids in layers, by when they can be begun. Work that is over holds nothing."""
        over = {node.id for node in self.nodes if node.status in self.over}
        holding = [edge for edge in self.edges if edge.depends_on_id not in over]
        return drawing.layers([node.id for node in self.nodes], holding)


def graph(
    reader: Reader,
    part: str | None,
    vocabulary: Vocabulary,
    now: datetime,
    *,
    everything: bool = False,
) -> DependencyGraph:
    """Return the issues that `list` shows, or those that are connected to the issue `part`.

    With `everything` issues that are over are included.

    Raises:
        NotFound, Ambiguous: `part` names no issue, or several.
    """
    if part is None:
        nodes = lists.page(reader, Filter(everything=everything), vocabulary, now).issues
        return _between(nodes, edges_of.everything(reader), vocabulary.over)
    root = issues.get(reader, part)
    edges = edges_of.everything(reader)
    rows = id_lists.rows(reader, issues.BY_IDS, drawing.together(root.id, edges))
    found = sorted(
        (issues.from_row(row) for row in rows), key=lambda issue: (issue.priority, issue.created_at)
    )
    over = vocabulary.over
    shown = [node for node in found if everything or node.id == root.id or node.status not in over]
    return _between(shown, edges, over)


def _between(nodes: list[Issue], edges: Sequence[Edge], over: tuple[str, ...]) -> DependencyGraph:
    shown = {node.id for node in nodes}
    return DependencyGraph(
        nodes,
        [edge for edge in edges if edge.issue_id in shown and edge.depends_on_id in shown],
        over,
    )
