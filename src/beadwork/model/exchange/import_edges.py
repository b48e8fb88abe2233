"""The edges that a row of an export lists, the edge to its parent among them."""

from __future__ import annotations

from datetime import datetime

from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.exchange.json_reader import Fields

EDGES = "dependencies"

EdgeKey = tuple[str, str, str]


def read(fields: Fields, issue_id: str, created: datetime) -> tuple[list[Dependency], set[EdgeKey]]:
    """Return the edges of a row, each once, and the keys of the edges without a time.

    Raises:
        BadRow: an edge names no issue, or has a field of the wrong type.
    """
    found: dict[EdgeKey, Dependency] = {}
    undated: set[EdgeKey] = set()
    for listed in fields.objects(EDGES):
        is_shown = "dependency_type" in listed.left
        edge = (
            _shown_edge(listed, issue_id, created) if is_shown else _edge(listed, issue_id, created)
        )
        if edge.issue_id != issue_id:
            fields.warnings.append(("edge elsewhere", ""))
        if key_of(edge) in found:
            fields.warnings.append(("edge repeated", ""))
            continue
        if edge.issue_id == edge.depends_on_id:
            fields.warnings.append(("on itself", ""))
        found[key_of(edge)] = edge
        if is_shown or not listed.dated:
            undated.add(key_of(edge))
        fields.warnings.extend(listed.warnings)
    if len({key[:2] for key in found}) < len(found):
        fields.warnings.append(("two kinds", ""))
    return list(found.values()), undated


def _edge(fields: Fields, issue_id: str, created: datetime) -> Dependency:
    moment = fields.time("created_at")
    edge = Dependency(
        fields.key("issue_id") or issue_id,
        fields.required("depends_on_id"),
        fields.word("type", "blocks"),
        moment or created,
        fields.key("created_by"),
    )
    return edge._replace(extra={**fields.left, **fields.exact} or None)


def _shown_edge(fields: Fields, issue_id: str, created: datetime) -> Dependency:
    return Dependency(
        issue_id, fields.required("id"), fields.word("dependency_type", "blocks"), created, None
    )


def key_of(edge: Dependency) -> EdgeKey:
    """Return the key of an edge: both ends and the type."""
    return edge[:3]
