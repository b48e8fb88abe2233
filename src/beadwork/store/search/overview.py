"""All edges and all unclosed issues of a tracker in one round trip, for queries about the whole
tracker.

Edges and issues are each read as one JSON array instead of many rows. For 8,000 edges the server
takes 14 ms, and as 8,000 rows the client would take 20 ms more. JSON is used because no separator
can be chosen between texts that may hold any character.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork.model.dependencies.dependency import BLOCKING
from beadwork.model.dependencies.readiness import OVER, Candidate, IssueState
from beadwork.store.dependencies import cross_rig_targets
from beadwork.store.issues.issues import NOT_DELETED
from beadwork.store.search import filters

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.model.dependencies.cross_rig import NotKnown
    from beadwork.model.issues.issue import Issue
    from beadwork.store.dependencies.cross_rig_targets import CrossRigIssue

EDGES = "SELECT JSON_ARRAYAGG(JSON_ARRAY(issue_id, depends_on_id, type IN %s)) FROM dependencies"
STATES = """
    SELECT JSON_ARRAYAGG(JSON_ARRAY(id, parent, status, CAST(defer_until AS CHAR)))
    FROM issues WHERE status NOT IN %s
"""
CANDIDATES = STATES.replace("AS CHAR)", f"AS CHAR), type, pinned, {filters.MARKED}")
CHILDREN = f"""
    SELECT parent, COUNT(*) FROM issues WHERE parent IS NOT NULL AND {NOT_DELETED} GROUP BY parent
"""
COMMENTS = "SELECT issue_id, COUNT(*) FROM comments GROUP BY issue_id"

_DECODER = json.JSONDecoder(strict=False)
"""Dolt does not escape most control characters, which strict JSON does not allow."""


class Tally(NamedTuple):
    """How many edges leave an issue and reach it (with those to its parent and from its children),
    and how many comments it has.
    """

    dependencies: int = 0
    dependents: int = 0
    comments: int = 0


class Overview(NamedTuple):
    """The blockers, states and counts of all issues."""

    blockers: dict[str, list[str]]
    """The unclosed issues that block an issue directly, in order. An issue without blockers has no
    entry.
    """
    states: dict[str, IssueState]
    """Every unclosed issue."""
    leaving: dict[str, int]
    reaching: dict[str, int]
    children: dict[str, int]
    comments: dict[str, int]

    def tally(self, issue: Issue) -> Tally:
        """Return the counts of an issue."""
        return Tally(
            self.leaving.get(issue.id, 0) + (issue.parent is not None),
            self.reaching.get(issue.id, 0) + self.children.get(issue.id, 0),
            self.comments.get(issue.id, 0),
        )


class WaitGraph(NamedTuple):
    """Which issue waits for which: every edge (issue, target, whether it blocks), and every
    unclosed issue.
    """

    edges: list[tuple[str, str, int]]
    states: dict[str, IssueState]
    children: dict[str, int] = {}  # noqa: RUF012 - nobody changes it
    comments: dict[str, int] = {}  # noqa: RUF012

    def edges_without_open_target(self) -> list[tuple[str, str]]:
        """Return the ends of each edge of a blocking type whose target is not open here."""
        return [
            (issue_id, target)
            for issue_id, target, blocks in self.edges
            if blocks and target not in self.states
        ]

    def overview(self, targets: Mapping[str, CrossRigIssue | NotKnown]) -> Overview:
        """Return the overview of this graph; `targets` are the targets in other trackers."""
        blockers: dict[str, list[str]] = {}
        leaving: dict[str, int] = {}
        reaching: dict[str, int] = {}
        for issue_id, target, blocks in self.edges:
            leaving[issue_id] = leaving.get(issue_id, 0) + 1
            reaching[target] = reaching.get(target, 0) + 1
            if blocks and cross_rig_targets.is_open(targets, target, target in self.states):
                blockers.setdefault(issue_id, []).append(target)
        # Two edges of different blocking types between the same two issues are one blocker.
        distinct = {issue_id: sorted(set(found)) for issue_id, found in blockers.items()}
        return Overview(distinct, self.states, leaving, reaching, self.children, self.comments)


def read(
    reader: Reader, *first: Statement, over: tuple[str, ...] = OVER
) -> tuple[list[Result], Overview]:
    """Return the results of `first`, and the overview; `over` are the statuses of issues that are
    over.

    All of it takes one round trip, unless edges lead into other trackers.
    """
    answers = reader.read(*first, *graph_statements(over), (CHILDREN, ()), (COMMENTS, ()))
    edges, states, children, comments = answers[len(first) :]
    found = wait_graph(edges, states)._replace(
        children=dict(children.rows), comments=dict(comments.rows)
    )
    return answers[: len(first)], found.overview(
        cross_rig_targets.of_edges(reader, found.edges_without_open_target())
    )


def graph_statements(over: tuple[str, ...]) -> tuple[Statement, Statement]:
    """Return the statements whose results `wait_graph` reads."""
    return (EDGES, (BLOCKING,)), (STATES, (over,))


def wait_graph(edges: Result, states: Result) -> WaitGraph:
    """Return the graph from the results of `graph_statements`. It has no counts, which only lists
    show.
    """
    return WaitGraph(json_array(edges), _states(json_array(states)))


def candidate_statements(over: tuple[str, ...]) -> tuple[Statement, Statement]:
    """Return the statements whose results `candidates` reads."""
    marks = (filters.EPHEMERAL, filters.TEMPLATE)
    return (EDGES, (BLOCKING,)), (CANDIDATES, (*marks, over))


def candidates(edges: Result, unclosed: Result) -> tuple[WaitGraph, list[Candidate]]:
    """Return the graph as `wait_graph` does, and every unclosed issue as a candidate."""
    rows = json_array(unclosed)
    states = _states(row[:4] for row in rows)
    unclosed_issues = [
        Candidate(issue_id, states[issue_id], kind, bool(pinned), bool(marked))
        for issue_id, _, _, _, kind, pinned, marked in rows
    ]
    return WaitGraph(json_array(edges), states), unclosed_issues


def json_array(answer: Result) -> list[Any]:
    """Return the JSON array that is the only value of a result, empty where it is NULL."""
    text = answer.rows[0][0]
    return _DECODER.decode(text) if text else []


def _states(rows: Iterable[Any]) -> dict[str, IssueState]:
    from beadwork.dolt.connection.connect import moment  # loaded with the connection

    return {
        issue_id: IssueState(parent, status, moment(deferred) if deferred else None)
        for issue_id, parent, status, deferred in rows
    }
