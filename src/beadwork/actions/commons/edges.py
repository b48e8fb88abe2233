"""The edges between the issues of plans, read from a tracker and written into it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from beadwork.dolt.writing.transaction import Reader, Transaction
from beadwork.model.commons.edges import Edges
from beadwork.model.counted import counted
from beadwork.model.dependencies.dependency import Dependency
from beadwork.store.dependencies import dependencies


def of(reader: Reader, hops: Mapping[str, str]) -> Edges:
    """Return the edges between issues; `hops` has their URIs by their ids here."""
    if not hops:
        return frozenset()
    return frozenset(
        (hops[edge.issue_id], hops[edge.depends_on_id], edge.type)
        for edge in dependencies.of(reader, [*hops])
        if edge.depends_on_id in hops
    )


def write(
    tx: Transaction, wanted: Edges, hops: Mapping[str, str], what: str, now: datetime
) -> list[str]:
    """Let the edges between issues be the wanted ones, and return the ids of the issues that got or
    lost one. An edge that is new here has no person.
    """
    ids = {hop: issue_id for issue_id, hop in hops.items()}
    here = of(tx, hops)
    pairs = {(edge[0], edge[1]) for edge in here ^ wanted}
    for source, target in sorted(pairs):
        _write_pair(tx, ids[source], ids[target], _types(wanted, source, target), now)
    if pairs:
        tx.say(f"bd: commons: {what} the edges of {counted(len(pairs), 'pair')} of issues")
    return sorted({ids[source] for source, _ in pairs})


def _types(edges: Edges, source: str, target: str) -> list[str]:
    return sorted(edge[2] for edge in edges if edge[:2] == (source, target))


def _write_pair(
    tx: Transaction, issue_id: str, target: str, types: list[str], now: datetime
) -> None:
    kept = {
        edge.type: edge
        for edge in dependencies.of(tx, [issue_id])
        if edge.depends_on_id == target and edge.type in types
    }
    dependencies.remove(tx, issue_id, target)
    new = {kind: Dependency(issue_id, target, kind, now, None) for kind in types}
    dependencies.add_all(tx, [*{**new, **kept}.values()])
