"""Edges between issues: their types, which of these block, and the search for cycles.

An edge reads "issue_id depends on depends_on_id". An unknown type blocks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from beadwork.errors import Invalid
from beadwork.model.times.timestamps import format_timestamp

BLOCKING = ("blocks", "conditional-blocks", "waits-for")
PARENT_CHILD = "parent-child"
ASSOCIATIVE = (
    "related", "relates-to", "discovered-from", "replies-to", "duplicates", "supersedes", "tracks",
    "until", "caused-by", "validates", "authored-by", "assigned-to", "approved-by", "attests",
    "delegated-from",
)  # fmt: skip
TYPES = (*BLOCKING, PARENT_CHILD, *ASSOCIATIVE)
FOREIGN = ("external:", "hop://")
"""How a target outside every tracker begins. It is kept as written, never looked up, and never
blocks.
"""


class Dependency(NamedTuple):
    """One row of `dependencies`, in column order."""

    issue_id: str
    depends_on_id: str
    type: str
    created_at: datetime
    created_by: str | None
    extra: dict[str, object] | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the edge as a JSON object, as in an export and in `bd history`."""
        found = {
            "issue_id": self.issue_id,
            "depends_on_id": self.depends_on_id,
            "type": self.type,
            "created_at": format_timestamp(self.created_at),
            "created_by": self.created_by,
            **(self.extra or {}),
        }
        return {key: value for key, value in found.items() if value is not None}

    def to_json(self) -> str:
        """Return `to_dict` as one line of JSON."""
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False)


def is_foreign(target: str) -> bool:
    """Tell whether `target` names something outside every tracker."""
    return target.startswith(FOREIGN)


def check_foreign(target: str) -> str:
    """Return a target outside every tracker.

    Raises:
        Invalid: it begins as a `hop://` URI and is none.
    """
    if target.startswith("hop://"):
        from beadwork.model.hop import uri  # few edges have one

        uri.parse(target)
    return target


def where(target: str, kind: str) -> str:
    """Return where the target of an edge is that is no issue of the tracker, and that a foreign one
    blocks nothing although the type of the edge is a blocking one.
    """
    if not is_foreign(target):
        return "not in this tracker"
    return "elsewhere: it blocks nothing" if kind in BLOCKING else "elsewhere"


def check_type(word: str) -> str:
    """Return `word` as a dependency type.

    Raises:
        Invalid: `word` is no dependency type.
    """
    word = word.strip().lower()
    if word not in TYPES:
        raise Invalid(f'unknown dependency type "{word}"', hint=f"one of {', '.join(TYPES)}")
    return word


class Wanted(NamedTuple):
    """What one entry of `--deps` asks for, seen from the new issue."""

    type: str
    other: str
    inverted: bool
    """True where the other issue waits for the new one (`blocks:X`)."""


def wanted(entry: str) -> Wanted:
    """Read one entry of `--deps`.

    A bare id, `blocked-by:X` and `depends-on:X` mean that the new issue waits for X. `blocks:X`
    means that X waits for the new issue. Any other type is an edge from the new issue to X.

    Raises:
        Invalid: the type is unknown, the id is missing, or a `hop://` URI is not valid.
    """
    entry = entry.strip()
    kind, colon, other = entry.partition(":")
    if is_foreign(entry) or not colon:
        return _complete(entry, "blocks", entry, inverted=False)
    kind = kind.strip().lower()
    if kind in ("blocked-by", "depends-on"):
        return _complete(entry, "blocks", other, inverted=False)
    if kind == "blocks":
        return _complete(entry, "blocks", other, inverted=True)
    return _complete(entry, check_type(kind), other, inverted=False)


def _complete(entry: str, kind: str, other: str, *, inverted: bool) -> Wanted:
    if not other.strip():
        raise Invalid(
            f'the dependency "{entry}" names no issue',
            hint="write type:id, for example blocks:bd-7",
        )
    return Wanted(kind, check_foreign(other.strip()), inverted)


def path(edges: Mapping[str, Iterable[str]], start: str, goal: str) -> list[str] | None:
    """Return a shortest path from `start` to `goal` along `edges`, both included, or None where
    there is no path.
    """
    came_from: dict[str, str] = {start: start}
    queue = [start]
    for here in queue:
        if here == goal:
            way = [here]
            while here != start:
                here = came_from[here]
                way.append(here)
            return way[::-1]
        for target in edges.get(here, ()):
            if target not in came_from:
                came_from[target] = here
                queue.append(target)
    return None


def cycles(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return one cycle for each strongly connected component that has a cycle (Tarjan, 1972,
    iterative).

    Such a component has more than one issue, or a self-loop. Each cycle begins with its smallest
    id.
    """
    found = []
    for knot in _strongly_connected(edges):
        first = min(knot)
        inside = {
            node: [target for target in edges.get(node, ()) if target in knot] for node in knot
        }
        ways = [path(inside, target, first) for target in sorted(inside[first])]
        shortest = min((way for way in ways if way), key=len, default=None)
        if shortest:
            found.append([first, *shortest[:-1]])
    return sorted(found)


def _strongly_connected(edges: Mapping[str, Iterable[str]]) -> list[set[str]]:
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    knots: list[set[str]] = []
    for root in edges:
        if root in order:
            continue
        work = [(root, iter(edges.get(root, ())))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in order:
                    order[target] = low[target] = len(order)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(edges.get(target, ()))))
                    break
                if target in on_stack:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    knot = set()
                    while node not in knot:
                        knot.add(stack.pop())
                    on_stack -= knot
                    if len(knot) > 1 or node in edges.get(node, ()):
                        knots.append(knot)
    return knots
