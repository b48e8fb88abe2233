"""The number of issues that were filed and closed, by week or by group."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.history import flow_metrics
from beadwork.model.history.flow_metrics import Counts
from beadwork.model.issues.kinds import Vocabulary
from beadwork.model.times.periods import Period
from beadwork.store.history import closing_author, lifecycle_times
from beadwork.store.search.filters import Filter

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


class Throughput(NamedTuple):
    """The counts, and the number of closed issues that are not in them, as their time of closing is
    not known.
    """

    counts: Counts
    undated: int


def throughput(
    reader: Reader, by: str, period: Period, wanted: Filter, vocabulary: Vocabulary, now: datetime
) -> Throughput:
    """Count the issues of a filter that were filed in the period, and those that were closed in it
    and are still closed.

    Raises:
        Usage: the tracker has no such status or type.
    """
    found = lifecycle_times.filed_or_closed(reader, wanted, period, vocabulary, now)
    closed = {
        issue.id: issue.closed_at
        for issue in found.lifecycles
        if issue.closed_at and period.holds(issue.closed_at)
    }
    closers = (
        {issue_id: event.by for issue_id, event in closing_author.of(reader, closed).items()}
        if by == "actor"
        else {}
    )
    return Throughput(flow_metrics.throughput(found.lifecycles, by, period, closers), found.undated)
