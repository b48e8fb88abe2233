"""How many issues there are of each kind, and what happened lately, in one round trip.

Ready and blocked are what `bd ready` and `bd blocked` list without a filter: decided by the same clauses and the same
`model/readiness.py`, over ids instead of whole rows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.session import Row, Statement
from beadwork.model.kinds import Vocabulary
from beadwork.model.readiness import Standing, held
from beadwork.store import filters, overview, readiness
from beadwork.store.filters import Clause, Filter

if TYPE_CHECKING:
    from beadwork.dolt.write import Reader

RECENT_HOURS = 24

BY_STATUS = "SELECT status, COUNT(*) FROM issues GROUP BY status"
LATELY = """
    SELECT COUNT(CASE WHEN pinned OR status = 'pinned' THEN 1 END),
           AVG(TIMESTAMPDIFF(SECOND, created_at, closed_at)),
           COUNT(CASE WHEN created_at >= %s THEN 1 END),
           COUNT(CASE WHEN closed_at >= %s THEN 1 END),
           COUNT(CASE WHEN updated_at >= %s AND created_at < %s THEN 1 END)
    FROM issues
"""
COMMITS = "SELECT COUNT(*) FROM dolt_log WHERE date >= %s"


class Statistics(NamedTuple):
    """Counts of issues; `lead_seconds` is the mean from filing to closing, None where nothing is closed."""

    by_status: dict[str, int]
    ready: int
    blocked: int
    pinned: int
    lead_seconds: float | None
    created_lately: int
    closed_lately: int
    updated_lately: int
    """Changed in the last day, but filed before."""
    commits_lately: int

    @property
    def total(self) -> int:
        """All issues, of every kind and status."""
        return sum(self.by_status.values())


def read(reader: Reader, vocabulary: Vocabulary, now: datetime) -> Statistics:
    """Return the numbers of the whole tracker."""
    since = now - timedelta(hours=RECENT_HOURS)
    (by_status, lately, commits, ready, waiting), around = overview.read(
        reader,
        (BY_STATUS, ()),
        (LATELY, (since,) * 4),
        (COMMITS, (since,)),
        _ids(readiness.candidates(Filter(), vocabulary, now)),
        _ids(filters.usual(Filter(), vocabulary)),
        over=vocabulary.over,
    )
    undated = {issue_id: Standing(above.parent, "open", None) for issue_id, above in around.standings.items()}
    pinned, lead, created, closed, updated = lately.rows[0]
    return Statistics(
        by_status=dict(by_status.rows),
        ready=len(ready.rows) - len(held(_firsts(ready.rows), around.standings, around.blockers, now, vocabulary.over)),
        blocked=len(held(_firsts(waiting.rows), undated, around.blockers, now, vocabulary.over)),
        pinned=pinned,
        lead_seconds=None if lead is None else float(lead),
        created_lately=created,
        closed_lately=closed,
        updated_lately=updated,
        commits_lately=commits.rows[0][0],
    )


def _ids(clauses: list[Clause]) -> Statement:
    where, bound = filters.where(clauses)
    return (f"SELECT id FROM issues {where}", bound)


def _firsts(rows: tuple[Row, ...]) -> list[str]:
    return [row[0] for row in rows]
