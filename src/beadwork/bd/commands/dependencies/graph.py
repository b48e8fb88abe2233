"""Show issues in the order in which they can be done, or draw them with their dependencies.

    bd graph
    bd graph bd-a3f
    bd graph bd-a3f --format mermaid
    bd graph --all --format dot > issues.dot

With an ID the graph has every issue that is connected with it. The issues of the first turn wait
for nothing that is shown. Those of the second turn wait for issues of the first, and so on. An
arrow points from an issue to the one that it waits for.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from beadwork.actions.dependencies.graph import DependencyGraph
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.dependencies import blockers, diagrams
from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.dependencies.dependency import BLOCKING


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue", nargs="?")
    parser.add_argument("--format", choices=diagrams.FORMATS, default="text", metavar="HOW",
                        help=", ".join(diagrams.FORMATS))  # fmt: skip
    parser.add_argument("--all", action="store_true", help="include closed issues")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.graph(options.issue, everything=options.all)
    value = {
        "nodes": [node.to_dict() for node in found.nodes],
        "edges": [edge._asdict() for edge in found.edges],
    }
    console.result(value, lambda: _lines(console, options.format, found))


def _lines(console: Console, how: str, graph: DependencyGraph) -> Iterable[str]:
    if how != "text":
        issues = {node.id: node for node in graph.nodes}
        return diagrams.drawn(how, list(issues), issues, graph.edges, graph.over)
    return list(_turns(console, graph)) or ["No issues"]


def _turns(console: Console, graph: DependencyGraph) -> Iterable[str]:
    issues = {node.id: node for node in graph.nodes}
    turns, never = graph.layers()
    waits: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.type in BLOCKING and issues[edge.depends_on_id].status not in graph.over:
            waits.setdefault(edge.issue_id, []).append(edge.depends_on_id)
    notes = {
        issue_id: note
        for issue_id, issue in issues.items()
        if (note := blockers.note(waits.get(issue_id, ()), issue.status))
    }
    named = [(f"Turn {number}", ids) for number, ids in enumerate(turns, 1)]
    for title, ids in [*named, ("Never: on a cycle or behind one (bd dep cycles)", never)]:
        if ids:
            yield console.style(f"{title}:", "bold")
            yield from rows.lines(console, [issues[issue_id] for issue_id in ids], notes)
