"""Ready work of several databases in one order, by the clauses and the orders of `filters`.

With a limit, only sort keys are read of all issues, and whole rows of those that are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork.model.issues.issue import Issue
from beadwork.store.issues import issues
from beadwork.store.search import filters, overview, readiness
from beadwork.store.search.filters import HYBRID_WINDOW, Filter

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.model.issues.kinds import Vocabulary


class SortKeys(NamedTuple):
    """The columns of an issue by which any order sorts, and its type."""

    id: str
    priority: int
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    title: str
    type: str


SORT_KEYS = (
    "JSON_ARRAYAGG(JSON_ARRAY(id, priority, "
    "CAST(created_at AS CHAR), CAST(updated_at AS CHAR), CAST(closed_at AS CHAR), title, type))"
)
"""One text instead of one row for each issue, as in `overview`."""


def candidates(
    wanted: Filter, vocabulary: Vocabulary, now: datetime, parents: list[str] | None
) -> Statement:
    """Return the statement for the issues that are ready if nothing holds them, in no order. `read`
    reads its result.
    """
    asked = filters.clauses(wanted._replace(statuses=(), everything=True), vocabulary, now, parents)
    where, bound = filters.where([*readiness.candidate_clauses(wanted, vocabulary, now), *asked])
    if wanted.limit is None:
        return (issues.select(where), bound)
    return (f"SELECT {SORT_KEYS} FROM issues {where}", bound)


def read(wanted: Filter, answer: Result) -> Sequence[SortKeys | Issue]:
    """Return the issues from the result of `candidates`: whole issues without a limit, else sort
    keys.
    """
    if wanted.limit is None:
        return [issues.from_row(row) for row in answer.rows]
    return [_sort_keys(*row) for row in overview.json_array(answer)]


def _sort_keys(
    issue_id: str,
    priority: int,
    created: str,
    updated: str,
    closed: str | None,
    title: str,
    kind: str,
) -> SortKeys:
    times = datetime.fromisoformat(created), datetime.fromisoformat(updated)
    return SortKeys(
        issue_id, priority, *times, datetime.fromisoformat(closed) if closed else None, title, kind
    )


def order(sort: str, now: datetime) -> Callable[[SortKeys | Issue], tuple[Any, ...]]:
    """Return the key that sorts as the ORDER BY of the same name does (`filters.ORDERS`)."""
    edge = now - HYBRID_WINDOW
    return {
        "priority": lambda issue: (issue.priority, _newest(issue.created_at), issue.id),
        "created": lambda issue: (_newest(issue.created_at), issue.id),
        "updated": lambda issue: (_newest(issue.updated_at), issue.id),
        "closed": lambda issue: (_newest(issue.closed_at), issue.id),
        "title": lambda issue: (issue.title, issue.id),
        "id": lambda issue: (issue.id,),
        "oldest": lambda issue: (issue.created_at, issue.id),
        "hybrid": lambda issue: (
            issue.created_at < edge,
            0 if issue.created_at < edge else issue.priority,
            issue.created_at,
            issue.id,
        ),
    }[sort]


def _newest(moment: datetime | None) -> timedelta:
    """Return the sort key that puts the newest time first and None last, as the server does."""
    return datetime.max - (moment or datetime.min)
