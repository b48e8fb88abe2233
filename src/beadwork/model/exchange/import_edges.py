"""The edges that a row of an export lists: its own, and what it says of the edge to its parent."""

from __future__ import annotations

from datetime import datetime

from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.exchange.json_reader import Fields

EDGES = "dependencies"

EdgeKey = tuple[str, str, str]


def read(fields: Fields, issue_id: str, created: datetime) -> tuple[list[Dependency], set[EdgeKey]]:
    """Return the edges of a row, each once, and the keys of those that do not say when they were
    made.

    Raises:
        BadRow: one names no issue, or has a field of the wrong type.
    """
    found: dict[EdgeKey, Dependency] = {}
    undated: set[EdgeKey] = set()
    for told in fields.objects(EDGES):
        is_shown = "dependency_type" in told.left
        edge = _shown_edge(told, issue_id, created) if is_shown else _edge(told, issue_id, created)
        if edge.issue_id != issue_id:
            fields.warnings.append(("edge elsewhere", ""))
        if key_of(edge) in found:
            fields.warnings.append(("edge repeated", ""))
            continue
        if edge.issue_id == edge.depends_on_id:
            fields.warnings.append(("on itself", ""))
        found[key_of(edge)] = edge
        if is_shown or not told.dated:
            undated.add(key_of(edge))
        fields.warnings.extend(told.warnings)
    if len({key[:2] for key in found}) < len(found):
        fields.warnings.append(("two kinds", ""))
    return list(found.values()), undated


def _edge(told: Fields, issue_id: str, created: datetime) -> Dependency:
    moment = told.time("created_at")
    edge = Dependency(
        told.key("issue_id") or issue_id,
        told.required("depends_on_id"),
        told.word("type", "blocks"),
        moment or created,
        told.key("created_by"),
    )
    return edge._replace(extra={**told.left, **told.exact} or None)


def _shown_edge(told: Fields, issue_id: str, created: datetime) -> Dependency:
    return Dependency(
        issue_id, told.required("id"), told.word("dependency_type", "blocks"), created, None
    )


def key_of(edge: Dependency) -> EdgeKey:
    """Return what tells an edge from others: both ends and the type."""
    return edge[:3]
