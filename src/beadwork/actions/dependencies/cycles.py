"""Find the cycles of issues that wait for each other. `dep add` refuses them, but imports, merges
and SQL do not.
"""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.dependencies import dependency as edges
from beadwork.model.dependencies.graph import HOLDING
from beadwork.store.dependencies import graph


def cycles(reader: Reader) -> list[list[str]]:
    """Return one cycle for each group of issues that hold each other, by blocking edges or as
    parent and child.
    """
    holding: dict[str, list[str]] = {}
    for edge in graph.everything(reader):
        if edge.type in HOLDING:
            holding.setdefault(edge.issue_id, []).append(edge.depends_on_id)
    return edges.cycles(holding)
