"""The time that issues closed in a period took: from filing, and from the first start."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.history import flow_metrics
from beadwork.model.history.flow_metrics import TimesOfGroups
from beadwork.model.issues.kinds import Vocabulary
from beadwork.model.times.periods import Period
from beadwork.store.history import closing_author, lifecycle_times
from beadwork.store.search.filters import Filter

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


class CycleTime(NamedTuple):
    """The times, and the number of closed issues that are not in them, as their time of closing is
    not known.
    """

    times: TimesOfGroups
    undated: int


def cycle_time(
    reader: Reader,
    by: str | None,
    period: Period,
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
) -> CycleTime:
    """Measure the issues of a filter that were closed in the period and are still closed.

    Raises:
        Usage: the tracker has no such status or type.
    """
    found = lifecycle_times.closed(reader, wanted, period, vocabulary, now)
    closed = {issue.id: issue.closed_at for issue in found.lifecycles if issue.closed_at}
    closers = (
        {issue_id: event.by for issue_id, event in closing_author.of(reader, closed).items()}
        if by == "actor"
        else {}
    )
    return CycleTime(flow_metrics.cycle_time(found.lifecycles, by, period, closers), found.undated)
