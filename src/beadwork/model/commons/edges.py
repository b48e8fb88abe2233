"""The edges between the issues of plans, merged as a set.

An edge is named by the `hop://` URIs of its ends, as each tracker has ids of its own for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Edge = tuple[str, str, str]
"""The URI of the issue, that of the one it depends on, and the type."""
Edges = frozenset[Edge]


def merged(one: Edges, other: Edges, base: Edges) -> Edges:
    """Return what both sides have after a merge: what either added, without what either removed.

    >>> wait, see = ("a", "b", "blocks"), ("a", "c", "related")
    >>> merged(frozenset({wait}), frozenset({see, wait}), frozenset({wait})) == {wait, see}
    True
    >>> merged(frozenset(), frozenset({wait}), frozenset({wait})) == frozenset()
    True
    """
    return (one | other) - (base - one) - (base - other)


def within(edges: Iterable[Edge], names: Iterable[str]) -> Edges:
    """Return the edges both of whose ends are among these URIs."""
    known = frozenset(names)
    return frozenset(edge for edge in edges if edge[0] in known and edge[1] in known)


def from_json(value: Any) -> Edges:
    """Return the edges of a list of JSON, without what is none."""
    rows = value if isinstance(value, list) else []
    return frozenset(
        (row[0], row[1], row[2])
        for row in rows
        if isinstance(row, list) and len(row) == 3 and all(isinstance(part, str) for part in row)
    )
