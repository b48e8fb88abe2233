"""Queries of history: who closed which issues and when, and how long issues were in each status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.history import status_durations
from beadwork.model.history.status_durations import Span
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import Vocabulary
from beadwork.model.times.periods import Period
from beadwork.store.history import closing_author, status_log
from beadwork.store.history.closing_author import Closing
from beadwork.store.issues import issues
from beadwork.store.search import filters, lists
from beadwork.store.search.filters import Clause, Filter

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


class ClosedIssue(NamedTuple):
    """An issue and its closing. An issue that was deleted later is as its closing left it."""

    issue: Issue
    closing: Closing
    deleted: bool


class InStatus(NamedTuple):
    """An issue, the spans of time in its statuses, and the seconds in each."""

    issue: Issue
    spans: list[Span]
    seconds: dict[str, float]


def closed_by(
    reader: Reader,
    author: str,
    period: Period,
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
    *,
    by_time: bool,
) -> list[ClosedIssue]:
    """Return the issues of a filter that `author` closed in a period.

    With `by_time` the newest closing comes first, and with `wanted.reverse` the oldest. Otherwise
    the order is that of `wanted.sort`. `wanted.limit` is not applied.

    Raises:
        NotFound, Ambiguous: the parent of the filter names no issue, or several.
        Usage: the tracker has no such status or type.
    """
    events = {event.issue_id: event for event in closing_author.by(reader, author, period)}
    among: Clause = ("id IN %s", (tuple(events) or ("",),))
    page = lists.matching(reader, wanted._replace(limit=None), vocabulary, now, [among])
    found = [ClosedIssue(issue, events[issue.id], deleted=False) for issue in page.issues]
    left = events.keys() - {issue.id for issue in page.issues}
    existing = issues.existing(reader, tuple(left))
    deleted = [events[issue_id] for issue_id in sorted(left - existing)]
    if deleted:
        wanted, parents = filters.named(reader, wanted)
        asked = filters.clauses(wanted, vocabulary, now, parents)
        then = closing_author.as_closed(reader, deleted, asked)
        found += [
            ClosedIssue(issue, events[issue_id], deleted=True) for issue_id, issue in then.items()
        ]
    if by_time:
        found.sort(
            key=lambda closed: (closed.closing.at, closed.issue.id), reverse=not wanted.reverse
        )
    return found


def closers(reader: Reader, parts: Sequence[str]) -> dict[str, str]:
    """Return who closed each of these issues that is closed, where history tells.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
    """
    found = issues.get_all(reader, parts)
    closed = {issue.id: issue.closed_at for issue in found if issue.closed_at}
    return {issue_id: event.by for issue_id, event in closing_author.of(reader, closed).items()}


def time_in_status(
    reader: Reader, parts: Sequence[str], wanted: Filter, vocabulary: Vocabulary, now: datetime
) -> tuple[list[InStatus], int]:
    """Return how long issues were in each status, and the number of issues without `wanted.limit`.

    The issues are those of the filter; where `parts` names any, those among them.

    Raises:
        NotFound, Ambiguous: a part, or the parent of the filter, names no issue, or several.
        Usage: the tracker has no such status or type.
    """
    among: list[Clause] = [("id IN %s", (tuple(issues.resolve(reader, parts)),))] if parts else []
    page = lists.matching(reader, wanted, vocabulary, now, among)
    states = status_log.statuses(reader, [issue.id for issue in page.issues])
    found = []
    for issue in page.issues:
        spans = status_durations.spans(
            status_durations.of_issue(states[issue.id], issue.created_at)
        )
        found.append(InStatus(issue, spans, status_durations.seconds(spans, now, vocabulary.over)))
    return found, page.total
