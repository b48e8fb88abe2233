"""All edges and all unclosed issues of a tracker in one round trip, for questions that are about everything.

Each comes as one JSON array instead of one row a piece: of 8,000 edges the server's work is 14 ms, and reading 8,000
rows takes the client 20 more. JSON, as no character can part what may hold any character.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork.model.dependencies import BLOCKING
from beadwork.model.readiness import OVER, Standing

if TYPE_CHECKING:
    from beadwork.dolt.session import Result, Statement
    from beadwork.dolt.write import Reader
    from beadwork.model.issue import Issue

EDGES = "SELECT JSON_ARRAYAGG(JSON_ARRAY(issue_id, depends_on_id, type IN %s)) FROM dependencies"
STANDINGS = """
    SELECT JSON_ARRAYAGG(JSON_ARRAY(id, parent, status, CAST(defer_until AS CHAR))) FROM issues WHERE status NOT IN %s
"""
CHILDREN = "SELECT parent, COUNT(*) FROM issues WHERE parent IS NOT NULL GROUP BY parent"
COMMENTS = "SELECT issue_id, COUNT(*) FROM comments GROUP BY issue_id"

_DECODER = json.JSONDecoder(strict=False)
"""Dolt writes most control characters as they are, which strict JSON has no place for."""


class Tally(NamedTuple):
    """How many edges leave and reach an issue (its parent and children among them), and its comments."""

    dependencies: int = 0
    dependents: int = 0
    comments: int = 0


class Overview(NamedTuple):
    """What stands around every issue."""

    blockers: dict[str, list[str]]
    """The unclosed issues that block an issue directly, in order; no entry where there are none."""
    standings: dict[str, Standing]
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


def read(reader: Reader, *first: Statement, over: tuple[str, ...] = OVER) -> tuple[list[Result], Overview]:
    """Return the answers to `first` and the overview, all in one round trip; `over` are the statuses of what is over."""
    answers = reader.read(*first, (EDGES, (BLOCKING,)), (STANDINGS, (over,)), (CHILDREN, ()), (COMMENTS, ()))
    edges, standings, children, comments = answers[len(first) :]
    return answers[: len(first)], _overview(
        _array(edges), _standings(_array(standings)), dict(children.rows), dict(comments.rows)
    )


def _array(answer: Result) -> list[Any]:
    text = answer.rows[0][0]
    return _DECODER.decode(text) if text else []


def _overview(
    edges: list[Any], unclosed: dict[str, Standing], children: dict[str, int], comments: dict[str, int]
) -> Overview:
    blockers: dict[str, list[str]] = {}
    leaving: dict[str, int] = {}
    reaching: dict[str, int] = {}
    for issue_id, target, blocks in edges:
        leaving[issue_id] = leaving.get(issue_id, 0) + 1
        reaching[target] = reaching.get(target, 0) + 1
        if blocks and target in unclosed:
            blockers.setdefault(issue_id, []).append(target)
    # Two edges of different blocking types between the same two issues are one blocker.
    distinct = {issue_id: sorted(set(found)) for issue_id, found in blockers.items()}
    return Overview(distinct, unclosed, leaving, reaching, children, comments)


def _standings(rows: list[Any]) -> dict[str, Standing]:
    return {
        issue_id: Standing(parent, status, datetime.fromisoformat(deferred) if deferred else None)
        for issue_id, parent, status, deferred in rows
    }
