"""Show what an issue waits for, and what that waits for, as a tree.

    bd dep tree bd-a3f
    bd dep tree bd-a3f --reverse
    bd dep tree bd-a3f --max-depth 2 --json
    bd dep tree bd-a3f --format mermaid

An issue waits for its blockers, and for the blockers of its ancestors. --reverse shows what waits
for the issue, its children included. An issue that stands in several places is drawn out once. With
--json each line of the tree is an entry, in order, with its `depth` and the `parent_id` of the line
above it.
"""

from __future__ import annotations

import argparse
from typing import Any

from beadwork import errors
from beadwork.actions.dependencies import tree as action
from beadwork.actions.dependencies.tree import DependencyTree
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.dependencies import diagrams, tree_lines
from beadwork.console.console import Console
from beadwork.model.dependencies.graph import Edge, Step
from beadwork.model.issues.issue import Issue


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue")
    parser.add_argument("--reverse", action="store_true", help="show what waits for the issue")
    parser.add_argument(
        "--max-depth", type=int, default=action.DEPTH, metavar="N", help=f"levels; {action.DEPTH}"
    )
    parser.add_argument(
        "-t", "--type", metavar="TYPE", help="follow only dependencies of this type"
    )
    parser.add_argument("--format", choices=diagrams.FORMATS, default="text", metavar="HOW",
                        help=", ".join(diagrams.FORMATS))  # fmt: skip


def run(console: Console, options: argparse.Namespace) -> None:
    if options.max_depth < 1:
        raise errors.Usage(
            f"a tree cannot be {options.max_depth} levels deep", hint="--max-depth 3"
        )
    with open_tracker(console) as tracker:
        found = tracker.dependency_tree(
            options.issue, type=options.type, reverse=options.reverse, depth=options.max_depth
        )
        over = tracker.profile.vocabulary.over
    if console.json:
        console.document([_record(step, found.issues.get(step.id)) for step in found.steps])
    else:
        console.lines(_lines(console, options, found, over))
    if found.is_cut:
        console.note(f"Nothing below level {options.max_depth} is shown (--max-depth for more)")


def _lines(
    console: Console, options: argparse.Namespace, tree: DependencyTree, over: tuple[str, ...]
) -> Any:
    if options.format == "text":
        return tree_lines.lines(console, tree.steps, tree.issues, reverse=options.reverse)
    ids = list(dict.fromkeys(step.id for step in tree.steps))
    edges = [_edge(step, options.reverse) for step in tree.steps if step.above]
    return diagrams.drawn(options.format, ids, tree.issues, edges, over)


def _edge(step: Step, reverse: bool) -> Edge:
    return Edge(step.id, step.above, step.type) if reverse else Edge(step.above, step.id, step.type)


def _record(step: Step, issue: Issue | None) -> dict[str, Any]:
    value: dict[str, Any] = {
        **(issue.to_dict() if issue else {"id": step.id, "missing": True}),
        "depth": step.depth,
    }
    if step.above:
        value.update(parent_id=step.above, dependency_type=step.type)
    marks = {"shown_above": step.again, "circle": step.cycle, "truncated": step.cut}
    return {**value, **{name: True for name, is_so in marks.items() if is_so}}
