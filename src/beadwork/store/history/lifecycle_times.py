"""When issues were filed, begun and closed, for the issues of a period."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Row
from beadwork.model.history.flow_metrics import Lifecycle
from beadwork.model.issues.kinds import Vocabulary
from beadwork.model.times.periods import Period
from beadwork.store import json_columns
from beadwork.store.search import filters, unknown_words
from beadwork.store.search.filters import Clause, Filter

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

_COLUMNS = """
    id, type, assignee, labels, created_by, created_at, started_at,
    IF(status = 'closed', closed_at, NULL)
"""
UNDATED: Clause = ("status = 'closed' AND closed_at IS NULL", ())


class Lifecycles(NamedTuple):
    """The issues of a period, and how many closed issues have no closing time, and so belong to no
    period.
    """

    lifecycles: list[Lifecycle]
    undated: int


def closed(
    reader: Reader, wanted: Filter, period: Period, vocabulary: Vocabulary, now: datetime
) -> Lifecycles:
    """Return the issues of a filter that were closed in a period and are still closed.

    Raises:
        Usage: the filter has a status or a type that no issue can have.
    """
    return _read(reader, wanted, _closed(period), vocabulary, now)


def filed_or_closed(
    reader: Reader, wanted: Filter, period: Period, vocabulary: Vocabulary, now: datetime
) -> Lifecycles:
    """Return the issues of a filter that were filed in a period, or that `closed` returns.

    Raises:
        Usage: as `closed`.
    """
    (filed, bound), (over, bound_too) = _in(period, "created_at"), _closed(period)
    return _read(
        reader, wanted, (f"(({filed}) OR ({over}))", (*bound, *bound_too)), vocabulary, now
    )


def _closed(period: Period) -> Clause:
    sql, bound = _in(period, "closed_at")
    return f"status = 'closed' AND {sql}", bound


def _in(period: Period, column: str) -> Clause:
    ends = [(f"{column} >= %s", period.start), (f"{column} < %s", period.end)]
    sql = " AND ".join([f"{column} IS NOT NULL", *(clause for clause, moment in ends if moment)])
    return sql, tuple(moment for _, moment in ends if moment)


def _read(
    reader: Reader, wanted: Filter, extra: Clause, vocabulary: Vocabulary, now: datetime
) -> Lifecycles:
    wanted, parents = filters.named(reader, wanted)
    asked = filters.clauses(wanted, vocabulary, now, parents)
    (inside, bound), (lacking, bound_too) = (
        filters.where([*asked, extra]),
        filters.where([*asked, UNDATED]),
    )
    found, undated = reader.read(
        (f"SELECT {_COLUMNS} FROM issues {inside}", bound),
        (f"SELECT COUNT(*) FROM issues {lacking}", bound_too),
    )
    if not found.rows or filters.excludes_unknown(wanted, vocabulary):
        unknown_words.refuse(reader, wanted, vocabulary)
    return Lifecycles([_lifecycle(row) for row in found.rows], int(undated.rows[0][0]))


def _lifecycle(row: Row) -> Lifecycle:
    issue_id, kind, assignee, labels, *rest = row
    return Lifecycle(issue_id, kind, assignee, json_columns.texts(labels), *rest)
