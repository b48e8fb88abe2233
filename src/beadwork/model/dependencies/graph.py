"""Issues and the edges between them as a graph: trees, layers of work, connected issues.

An edge reads "issue_id waits for (or refers to) depends_on_id". The edge to a parent counts as an
edge here. No function follows an edge twice, so every function ends on a graph with cycles.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from beadwork.model.dependencies.dependency import BLOCKING, PARENT_CHILD

HOLDING = (*BLOCKING, PARENT_CHILD)
"""The types of edge through which an issue can be held: the blocking ones, and the one to its
parent.
"""


class Edge(NamedTuple):
    """One edge: its ends and its type."""

    issue_id: str
    depends_on_id: str
    type: str


class Step(NamedTuple):
    """One line of a tree."""

    id: str
    type: str
    """The type of the edge that leads here; empty for the root."""
    above: str
    """The id of the line that this one hangs below; empty for the root."""
    depth: int
    again: bool = False
    """The issue is on an earlier line already, with its subtree."""
    cycle: bool = False
    """The issue is among its own ancestors in the tree."""
    cut: bool = False
    """The subtree goes deeper than the depth allows."""


def tree(root: str, below: Mapping[str, Sequence[tuple[str, str]]], depth: int) -> list[Step]:
    """Return the lines of the tree under `root`, with each node's subtree once.

    `below` maps a node to its edges, each as the other end and the type. The tree ends at `depth`.
    """
    lines: list[Step] = []
    spread: set[str] = set()
    way: list[str] = []
    waiting = [Step(root, "", "", 0)]
    while waiting:
        line = waiting.pop()
        del way[line.depth :]
        ends = below.get(line.id, ())
        if line.id in spread:
            lines.append(line._replace(again=True, cycle=line.id in way))
            continue
        if ends and line.depth >= depth:
            lines.append(line._replace(cut=True))
            continue
        lines.append(line)
        spread.add(line.id)
        way.append(line.id)
        waiting.extend(Step(other, kind, line.id, line.depth + 1) for other, kind in reversed(ends))
    return lines


class Layers(NamedTuple):
    """Ids by layer, and the ids that have no layer because they are on a cycle or wait for one."""

    turns: list[list[str]]
    never: list[str]


def layers(ids: Sequence[str], edges: Iterable[Edge]) -> Layers:
    """Return `ids` in layers: the number of a layer is how many issues have to be finished, one
    after the other, before an issue of it. The order of `ids` is kept in a layer.

    A child is in no earlier layer than its parent, since what blocks a parent blocks its children.
    Edges of other types, or to an issue that is not among `ids`, do not count.
    """
    known = set(ids)
    left = dict.fromkeys(ids, 0)
    after: dict[str, list[tuple[str, int]]] = {}
    for edge in set(edges):
        if edge.type in HOLDING and edge.issue_id in known and edge.depends_on_id in known:
            left[edge.issue_id] += 1
            after.setdefault(edge.depends_on_id, []).append(
                (edge.issue_id, edge.type != PARENT_CHILD)
            )
    turn = dict.fromkeys(ids, 0)
    free = deque(issue_id for issue_id in ids if not left[issue_id])
    placed = set()
    while free:
        here = free.popleft()
        placed.add(here)
        for waiter, cost in after.get(here, ()):
            turn[waiter] = max(turn[waiter], turn[here] + cost)
            left[waiter] -= 1
            if not left[waiter]:
                free.append(waiter)
    turns: list[list[str]] = [
        [] for _ in range(max((turn[issue_id] for issue_id in placed), default=-1) + 1)
    ]
    for issue_id in ids:
        if issue_id in placed:
            turns[turn[issue_id]].append(issue_id)
    return Layers(turns, [issue_id for issue_id in ids if issue_id not in placed])


def depths(parents: Mapping[str, str]) -> dict[str, int]:
    """Return how many ancestors each issue has; `parents` maps a child to its parent. An issue on
    or below a cycle is left out.
    """
    children: dict[str, list[str]] = {}
    for issue_id, parent in parents.items():
        children.setdefault(parent, []).append(issue_id)
    found: dict[str, int] = {}
    level = [parent for parent in children if parent not in parents]
    depth = 0
    while level:
        depth += 1
        level = [child for parent in level for child in children.get(parent, ())]
        found.update(dict.fromkeys(level, depth))
    return found


def together(start: str, edges: Iterable[Edge]) -> set[str]:
    """Return the ids of the connected component of `start`, whichever way the edges point."""
    beside: dict[str, set[str]] = {}
    for edge in edges:
        beside.setdefault(edge.issue_id, set()).add(edge.depends_on_id)
        beside.setdefault(edge.depends_on_id, set()).add(edge.issue_id)
    found = {start}
    front = [start]
    while front:
        front = [
            neighbour
            for here in front
            for neighbour in beside.get(here, ())
            if neighbour not in found
        ]
        found.update(front)
    return found
