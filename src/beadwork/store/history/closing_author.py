"""Who closed an issue: the author of the commit that closed it, or whom that names as the one who
made the write.

A closing writes `closed_at`, and is committed within milliseconds. So where a message says that it
closed an issue and its commit is of that time, that is the one. Anything else is looked up: the row
as of that commit has to hold the closing, and the row before it not. Nobody closed here what an
import brought in closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.history.status_durations import CLOSED
from beadwork.model.issues.issue import Issue
from beadwork.model.times.periods import Period
from beadwork.store.history import status_log
from beadwork.store.history.status_log import Commit, Found
from beadwork.store.issues import issues
from beadwork.store.search import filters
from beadwork.store.search.filters import Clause

if TYPE_CHECKING:
    from beadwork.dolt.writing.write import Reader

STILL = "SELECT id, closed_at FROM issues WHERE status = 'closed' AND closed_at >= %s"
EARLIEST, LATEST = timedelta(milliseconds=-2), timedelta(seconds=10)
"""How long after `closed_at` a commit of that closing is made; a commit's time has milliseconds
only.
"""
SKEW = timedelta(days=1)
"""How far the clocks of writers and server may be apart."""


class Closing(NamedTuple):
    """An issue was closed."""

    issue_id: str
    at: datetime
    by: str
    commit: str


def of(reader: Reader, closed: Mapping[str, datetime]) -> dict[str, Closing]:
    """Return who closed these issues, given with their `closed_at`; no entry where history does not
    tell.
    """
    if not closed:
        return {}
    log = status_log.commits(reader, min(closed.values()) - SKEW)
    found: dict[str, Closing] = {}
    doubtful: list[tuple[Commit, list[str]]] = []
    for commit in log:
        named = [issue_id for issue_id in _named(commit) if issue_id in closed]
        for issue_id in named:
            if _fits(commit, closed[issue_id]) and issue_id not in found:
                found[issue_id] = Closing(
                    issue_id, closed[issue_id], commit.writer(issue_id), commit.hash
                )
        doubtful.append((commit, named))
    left = [(commit, [one for one in named if one not in found]) for commit, named in doubtful]
    events = list(_verified(reader, [pair for pair in left if pair[1]]))
    if len(found) < len(closed):
        events += _unsaid(reader, log)
    for event in events:
        if closed.get(event.issue_id) == event.at:
            found.setdefault(event.issue_id, event)
    return found


def by(reader: Reader, author: str, period: Period) -> list[Closing]:
    """Return what this author closed in a period, each issue once (the last time), in order of
    time; closed still or not.
    """
    log = status_log.commits(
        reader, period.start - SKEW if period.start else status_log.BEGINNING, author
    )
    if not log:
        return []
    named = [(commit, _named(commit)) for commit in log]
    still: dict[str, datetime] = dict(reader.rows(STILL, log[0].date - LATEST))
    sure, doubtful = [], []
    for commit, some in named:
        for issue_id in some:
            if issue_id in still and _fits(commit, still[issue_id]):
                sure.append(
                    Closing(issue_id, still[issue_id], commit.writer(issue_id), commit.hash)
                )
            else:
                doubtful.append((commit, [issue_id]))
    events = [*sure, *_verified(reader, doubtful), *_unsaid(reader, log)]
    own = [event for event in events if event.by == author and period.holds(event.at)]
    last = {event.issue_id: event for event in sorted(own, key=_time)}
    return sorted(last.values(), key=_time)


def _named(commit: Commit) -> list[str]:
    """Return the issues that a commit says it closed."""
    return (
        []
        if commit.said.bringing
        else [one for one, status in commit.said.statuses.items() if status == CLOSED]
    )


def _fits(commit: Commit, closed_at: datetime) -> bool:
    return EARLIEST <= commit.date - closed_at <= LATEST


def _time(event: Closing) -> tuple[datetime, str]:
    return event.at, event.issue_id


def _verified(reader: Reader, named: Sequence[tuple[Commit, Sequence[str]]]) -> Iterable[Closing]:
    """Yield the closings among what messages say are some."""
    for before, found in status_log.compared(reader, named):
        if found.state.status == CLOSED and before != CLOSED:
            yield _closing(found)


def _unsaid(reader: Reader, log: Sequence[Commit]) -> Iterable[Closing]:
    """Yield the closings of commits whose messages do not tell, but for those that only brought
    them in.
    """
    opaque = [commit for commit in log if commit.said.opaque and not commit.said.bringing]
    for found in status_log.moved(reader, opaque):
        if found.state.status == CLOSED:
            yield _closing(found)


def _closing(found: Found) -> Closing:
    return Closing(
        found.issue_id,
        found.state.closed_at or found.commit.date,
        found.commit.writer(found.issue_id),
        found.commit.hash,
    )


def as_closed(
    reader: Reader, events: Sequence[Closing], asked: Sequence[Clause]
) -> dict[str, Issue]:
    """Return the issues as their closings left them, as far as the clauses of a filter hold for
    them then.
    """
    where, bound = filters.where([("id = %s", ()), *asked])
    sql = f"SELECT {issues.COLUMNS} FROM issues AS OF %s {where}"
    questions = [(sql, (event.commit, event.issue_id, *bound)) for event in events]
    return {
        row[0]: issues.from_row(row)
        for answer in status_log.in_packets(reader, questions)
        for row in answer.rows
    }
