"""Ready work of several databases in one order, by the clauses and in the orders of `filters`.

Where a page of it is wanted, light rows come of all, and whole ones of what is shown.
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
    """What is needed of an issue to put it in any order."""

    id: str
    priority: int
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    title: str


LIGHT = (
    "JSON_ARRAYAGG(JSON_ARRAY(id, priority, "
    "CAST(created_at AS CHAR), CAST(updated_at AS CHAR), CAST(closed_at AS CHAR), title))"
)
"""One text instead of a row for each, as in `overview`."""


def candidates(
    wanted: Filter, vocabulary: Vocabulary, now: datetime, parents: list[str] | None
) -> Statement:
    """Return the question for what is ready unless something holds it, in no order; `read` takes
    the answer.
    """
    asked = filters.clauses(wanted._replace(statuses=()), vocabulary, now, parents)
    where, bound = filters.where([*readiness.candidate_clauses(wanted, vocabulary, now), *asked])
    if wanted.limit is None:
        return (issues.select(where), bound)
    return (f"SELECT {LIGHT} FROM issues {where}", bound)


def read(wanted: Filter, answer: Result) -> Sequence[SortKeys | Issue]:
    """Return what the answer to `candidates` says: whole issues where all of them are wanted."""
    if wanted.limit is None:
        return [issues.from_row(row) for row in answer.rows]
    return [_light(*row) for row in overview.json_array(answer)]


def _light(
    issue_id: str, priority: int, created: str, updated: str, closed: str | None, title: str
) -> SortKeys:
    times = datetime.fromisoformat(created), datetime.fromisoformat(updated)
    return SortKeys(
        issue_id, priority, *times, datetime.fromisoformat(closed) if closed else None, title
    )


def order(sort: str, now: datetime) -> Callable[[SortKeys | Issue], tuple[Any, ...]]:
    """Return the key that sorts as the ORDER BY of the same name does (`filters.ORDERS`)."""
    edge = now - HYBRID_WINDOW
    return {
        "priority": lambda one: (one.priority, _newest(one.created_at), one.id),
        "created": lambda one: (_newest(one.created_at), one.id),
        "updated": lambda one: (_newest(one.updated_at), one.id),
        "closed": lambda one: (_newest(one.closed_at), one.id),
        "title": lambda one: (one.title, one.id),
        "id": lambda one: (one.id,),
        "oldest": lambda one: (one.created_at, one.id),
        "hybrid": lambda one: (
            one.created_at < edge,
            0 if one.created_at < edge else one.priority,
            one.created_at,
            one.id,
        ),
    }[sort]


def _newest(moment: datetime | None) -> timedelta:
    """Return what sorts times from the newest on, and those that there are not last, as the server
    does.
    """
    return datetime.max - (moment or datetime.min)
