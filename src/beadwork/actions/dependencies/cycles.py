"""Find the cycles of open issues that can never be done. `dep add` refuses them, but imports,
merges and SQL do not.
"""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.dependencies import deadlock
from beadwork.store.search import overview


def cycles(reader: Reader, over: tuple[str, ...]) -> list[list[str]]:
    """Return one cycle for each group of issues that hold each other up, by blocking edges or as
    parent and child. An issue with a status of `over` holds nothing up.
    """
    graph = overview.wait_graph(*reader.read(*overview.graph_statements(over)))
    blockers = [
        (issue_id, target)
        for issue_id, target, blocks in graph.edges
        if blocks and issue_id in graph.states and target in graph.states
    ]
    parents = {issue_id: state.parent for issue_id, state in graph.states.items()}
    return deadlock.cycles(blockers, parents)
