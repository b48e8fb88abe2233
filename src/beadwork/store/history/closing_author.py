"""Who closed an issue: the author of the commit that closed it, or the author of the write that its
message names.

A closing writes `closed_at`, and is committed within milliseconds. So if a message says that it
closed an issue, and the commit's time fits `closed_at`, the commit closed it. Any other commit is
looked up: the issue must be closed at the commit, and not closed before it. An issue that was
imported as closed was closed by nobody here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.history.status_durations import CLOSED
from beadwork.model.issues.issue import Issue
from beadwork.model.times.periods import Period
from beadwork.store.history import status_log
from beadwork.store.history.status_log import Commit, IssueStatus
from beadwork.store.issues import issues
from beadwork.store.search import filters
from beadwork.store.search.filters import Clause

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

STILL = "SELECT id, closed_at FROM issues WHERE status = 'closed' AND closed_at >= %s"
EARLIEST, LATEST = timedelta(milliseconds=-2), timedelta(seconds=10)
"""How long after `closed_at` the commit of a closing may be made. A commit's time has milliseconds
only.
"""
SKEW = timedelta(days=1)
"""How far the clocks of a writer and of the server may be apart."""


class Closing(NamedTuple):
    """One closing of an issue: when, by whom, and in which commit."""

    issue_id: str
    at: datetime
    by: str
    commit: str


def of(reader: Reader, closed: Mapping[str, datetime]) -> dict[str, Closing]:
    """Return the closing of each of these issues, given with their `closed_at`. An issue for which
    history does not tell has no entry.
    """
    if not closed:
        return {}
    log = status_log.commits(reader, min(closed.values()) - SKEW)
    named = [(commit, closed.keys() & _closed_by_message(commit)) for commit in log]
    found: dict[str, Closing] = {}
    for commit, ids in named:
        for issue_id in ids:
            if _fits(commit, closed[issue_id]):
                found.setdefault(issue_id, _named_closing(commit, issue_id, closed[issue_id]))
    unsure = [(commit, sorted(ids - found.keys())) for commit, ids in named]
    closings = list(_verified(reader, [pair for pair in unsure if pair[1]]))
    if len(found) < len(closed):
        closings += _in_opaque(reader, log)
    for closing in closings:
        if closed.get(closing.issue_id) == closing.at:
            found.setdefault(closing.issue_id, closing)
    return found


def by(reader: Reader, author: str, period: Period) -> list[Closing]:
    """Return the last closing of each issue that this author closed in a period, in order of time.
    The issue need not be closed any more.
    """
    since = period.start - SKEW if period.start else status_log.EPOCH
    log = status_log.commits(reader, since, author)
    if not log:
        return []
    still: dict[str, datetime] = dict(reader.rows(STILL, log[0].date - LATEST))
    sure: list[Closing] = []
    unsure: list[tuple[Commit, list[str]]] = []
    for commit in log:
        for issue_id in _closed_by_message(commit):
            if issue_id in still and _fits(commit, still[issue_id]):
                sure.append(_named_closing(commit, issue_id, still[issue_id]))
            else:
                unsure.append((commit, [issue_id]))
    closings = [*sure, *_verified(reader, unsure), *_in_opaque(reader, log)]
    own = [closing for closing in closings if closing.by == author and period.holds(closing.at)]
    last = {closing.issue_id: closing for closing in sorted(own, key=_time)}
    return sorted(last.values(), key=_time)


def _closed_by_message(commit: Commit) -> list[str]:
    """Return the ids of the issues that a commit's message says it closed."""
    if commit.message.from_elsewhere:
        return []
    return [issue_id for issue_id, status in commit.message.statuses.items() if status == CLOSED]


def _named_closing(commit: Commit, issue_id: str, closed_at: datetime) -> Closing:
    return Closing(issue_id, closed_at, commit.writer(issue_id), commit.hash)


def _fits(commit: Commit, closed_at: datetime) -> bool:
    return EARLIEST <= commit.date - closed_at <= LATEST


def _time(closing: Closing) -> tuple[datetime, str]:
    return closing.at, closing.issue_id


def _verified(reader: Reader, named: Sequence[tuple[Commit, Sequence[str]]]) -> Iterable[Closing]:
    """Yield the named closings that the rows confirm."""
    for before, found in status_log.compared(reader, named):
        if found.state.status == CLOSED and before != CLOSED:
            yield _closing(found)


def _in_opaque(reader: Reader, log: Sequence[Commit]) -> Iterable[Closing]:
    """Yield the closings of commits whose messages do not name their issues. A closing from
    elsewhere was not made here.

    | opaque | from elsewhere | looked at             |
    |--------|----------------|-----------------------|
    | yes    | no             | here                  |
    | yes    | yes            | nowhere               |
    | no     | no             | by what messages name |
    """
    opaque = [
        commit for commit in log if commit.message.opaque and not commit.message.from_elsewhere
    ]
    for found in status_log.changed(reader, opaque):
        if found.state.status == CLOSED:
            yield _closing(found)


def _closing(commit: IssueStatus) -> Closing:
    return Closing(
        commit.issue_id,
        commit.state.closed_at or commit.commit.date,
        commit.commit.writer(commit.issue_id),
        commit.commit.hash,
    )


def as_closed(
    reader: Reader, closings: Sequence[Closing], wanted: Sequence[Clause]
) -> dict[str, Issue]:
    """Return the issues at the commits of their closings, if the clauses of a filter hold for them
    there.
    """
    where, bound = filters.where([("id = %s", ()), *wanted])
    sql = issues.select(f"AS OF %s {where}")
    questions = [(sql, (closing.commit, closing.issue_id, *bound)) for closing in closings]
    return {
        row[0]: issues.from_row(row)
        for answer in status_log.in_packets(reader, questions)
        for row in answer.rows
    }
