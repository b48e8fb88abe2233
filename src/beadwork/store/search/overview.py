"""All edges and all unclosed issues of a tracker in one round trip, for questions that are about
everything.

Each comes as one JSON array instead of one row a piece: of 8,000 edges the server's work is 14 ms,
and reading 8,000 rows takes the client 20 more. JSON, as no character can part what may hold any
character.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork.model.dependencies.dependency import BLOCKING
from beadwork.model.dependencies.readiness import OVER, Candidate, IssueState
from beadwork.store.dependencies import cross_rig_targets

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.model.issues.issue import Issue
    from beadwork.store.dependencies.cross_rig_targets import CrossRigIssue

EDGES = "SELECT JSON_ARRAYAGG(JSON_ARRAY(issue_id, depends_on_id, type IN %s)) FROM dependencies"
STATES = """
    SELECT JSON_ARRAYAGG(JSON_ARRAY(id, parent, status, CAST(defer_until AS CHAR)))
    FROM issues WHERE status NOT IN %s
"""
CANDIDATES = STATES.replace("AS CHAR)", "AS CHAR), type, pinned")
CHILDREN = "SELECT parent, COUNT(*) FROM issues WHERE parent IS NOT NULL GROUP BY parent"
COMMENTS = "SELECT issue_id, COUNT(*) FROM comments GROUP BY issue_id"

_DECODER = json.JSONDecoder(strict=False)
"""Dolt writes most control characters as they are, which strict JSON has no place for."""


class Tally(NamedTuple):
    """How many edges leave and reach an issue (its parent and children among them), and its
    comments.
    """

    dependencies: int = 0
    dependents: int = 0
    comments: int = 0


class Overview(NamedTuple):
    """What is known of the surroundings of every issue."""

    blockers: dict[str, list[str]]
    """The unclosed issues that block an issue directly, in order; no entry where there are none."""
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
    """Who waits for whom: every edge (issue, target, whether it blocks), and every unclosed
    issue.
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

    def overview(self, targets: Mapping[str, CrossRigIssue]) -> Overview:
        """Return all of it put together; `targets` are those in other trackers."""
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
    """Return the answers to `first` and the overview; `over` are the statuses of what is over.

    All in one round trip, unless edges lead into other trackers.
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
    """Return what can hold anything, without the counts that only lists show."""
    return WaitGraph(json_array(edges), _states(json_array(states)))


def candidate_statements(over: tuple[str, ...]) -> tuple[Statement, Statement]:
    """Return the statements whose results `candidates` reads."""
    return (EDGES, (BLOCKING,)), (CANDIDATES, (over,))


def candidates(edges: Result, unclosed: Result) -> tuple[WaitGraph, dict[str, Candidate]]:
    """Return what `wait_graph` does, and every unclosed issue as a candidate."""
    rows = json_array(unclosed)
    states = _states(row[:4] for row in rows)
    kinds = {row[0]: Candidate(states[row[0]], row[4], bool(row[5])) for row in rows}
    return WaitGraph(json_array(edges), states), kinds


def json_array(answer: Result) -> list[Any]:
    """Return the one JSON array that an answer is; empty where it is NULL."""
    text = answer.rows[0][0]
    return _DECODER.decode(text) if text else []


def _states(rows: Iterable[Any]) -> dict[str, IssueState]:
    from beadwork.dolt.connection.connect import moment  # loaded with the connection

    return {
        issue_id: IssueState(parent, status, moment(deferred) if deferred else None)
        for issue_id, parent, status, deferred in rows
    }
