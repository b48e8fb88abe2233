"""How much work goes through a tracker, and how long it takes: counts and durations by group.

Pure. An issue counts as closed at its `closed_at`, and only while it is closed. A reopened issue
does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from math import ceil
from typing import NamedTuple

from beadwork.model.times import periods
from beadwork.model.times.periods import Period

NO_LABELS, NOBODY, UNKNOWN = "(no labels)", "(unassigned)", "(unknown)"
GROUPS = (*periods.LENGTHS, "label", "actor", "type", "assignee")
"""The values of `by`."""


class Lifecycle(NamedTuple):
    """The columns of one issue that the metrics need. `closed_at` is None where the issue is not
    closed.
    """

    id: str
    type: str
    assignee: str | None
    labels: tuple[str, ...]
    created_by: str | None
    created_at: datetime
    started_at: datetime | None
    closed_at: datetime | None


class Count(NamedTuple):
    """How many issues of one group were filed, and how many were closed."""

    group: str
    created: int
    closed: int


class Counts(NamedTuple):
    """The counts of all groups. In the total an issue counts once, however many labels it has."""

    groups: list[Count]
    total: Count


class Durations(NamedTuple):
    """Statistics of durations, in seconds: their number, mean, and percentiles by nearest rank."""

    measured: int
    mean: float
    p50: float
    p85: float
    p95: float
    max: float


class Times(NamedTuple):
    """How long the closed issues of one group took; None where there is nothing to measure."""

    group: str
    closed: int
    lead: Durations | None
    """From filing to closing."""
    cycle: Durations | None
    """From the first start to closing."""
    not_started: int
    """How many closed issues have no known start, and so no cycle time."""
    disordered: int
    """How many issues were imported with a closing before their filing or their start. The negative
    duration is left out.
    """


class TimesOfGroups(NamedTuple):
    """The times of all groups, and of all issues."""

    groups: list[Times]
    total: Times


def throughput(
    lifecycles: Sequence[Lifecycle], by: str, period: Period, closers: dict[str, str]
) -> Counts:
    """Count the issues that were filed and those that were closed in a period, by group.

    `closers` maps an issue's id to the person who closed it. If both ends of the period are known,
    every day, week or month in it has a count, in order of time. Other groups are in the order of
    how many were closed.
    """
    filed = [issue for issue in lifecycles if period.holds(issue.created_at)]
    closed = _closed(lifecycles, period)
    created_by = _tally(filed, lambda issue: _names(issue, by, issue.created_at, issue.created_by))
    closed_by = _tally(
        closed, lambda issue: _names(issue, by, issue.closed_at, closers.get(issue.id))
    )
    names = _order(
        by,
        period,
        {**created_by, **closed_by},
        lambda name: (closed_by.get(name, 0), created_by.get(name, 0)),
    )
    groups = [Count(name, created_by.get(name, 0), closed_by.get(name, 0)) for name in names]
    return Counts(groups, Count("", len(filed), len(closed)))


def cycle_time(
    lifecycles: Sequence[Lifecycle], by: str | None, period: Period, closers: dict[str, str]
) -> TimesOfGroups:
    """Measure the issues that were closed in a period, by group and in total; with `by` None only
    in total.
    """
    closed = _closed(lifecycles, period)
    grouped: dict[str, list[Lifecycle]] = {}
    for issue in closed if by else ():
        for name in _names(issue, by or "", issue.closed_at, closers.get(issue.id)):
            grouped.setdefault(name, []).append(issue)
    names = _order(by or "", period, grouped, lambda name: (len(grouped[name]), 0)) if by else []
    return TimesOfGroups([times(name, grouped.get(name, [])) for name in names], times("", closed))


def times(group: str, closed: Sequence[Lifecycle]) -> Times:
    """Return the lead and cycle times of these closed issues."""
    lead = [_seconds(issue.created_at, issue.closed_at) for issue in closed]
    cycle = [_seconds(issue.started_at, issue.closed_at) for issue in closed if issue.started_at]
    return Times(
        group,
        len(closed),
        durations([seconds for seconds in lead if seconds >= 0]),
        durations([seconds for seconds in cycle if seconds >= 0]),
        not_started=sum(issue.started_at is None for issue in closed),
        disordered=sum(
            _seconds(issue.created_at, issue.closed_at) < 0
            or _seconds(issue.started_at, issue.closed_at) < 0
            for issue in closed
        ),
    )


def durations(seconds: Sequence[float]) -> Durations | None:
    """Return the statistics of some durations, None where there are none.

    >>> durations([4.0, 1.0, 3.0, 2.0])
    Durations(measured=4, mean=2.5, p50=2.0, p85=4.0, p95=4.0, max=4.0)
    """
    if not seconds:
        return None
    ordered = sorted(seconds)
    p50, p85, p95 = (percentile(ordered, part) for part in (50, 85, 95))
    mean = min(
        max(sum(ordered) / len(ordered), ordered[0]), ordered[-1]
    )  # a sum of floats may round past its own parts
    return Durations(len(ordered), mean, p50, p85, p95, ordered[-1])


def percentile(ordered: Sequence[float], part: int) -> float:
    """Return the percentile by nearest rank: the smallest value that at least `part` percent of all
    values do not exceed. `ordered` is in ascending order.
    """
    return ordered[max(ceil(len(ordered) * part / 100), 1) - 1]


def _closed(lifecycles: Sequence[Lifecycle], period: Period) -> list[Lifecycle]:
    return [
        issue
        for issue in lifecycles
        if issue.closed_at is not None and period.holds(issue.closed_at)
    ]


def _seconds(start: datetime | None, end: datetime | None) -> float:
    return (end - start).total_seconds() if start and end else 0.0


def _names(issue: Lifecycle, by: str, moment: datetime | None, actor: str | None) -> Sequence[str]:
    """Return the groups that an issue belongs to; `moment` and `actor` are those of its filing or
    of its closing.
    """
    if by in periods.LENGTHS:
        return (periods.name(moment, by),) if moment else ()
    if by == "label":
        return issue.labels or (NO_LABELS,)
    if by == "actor":
        return (actor or UNKNOWN,)
    return (issue.type,) if by == "type" else (issue.assignee or NOBODY,)


def _tally(
    lifecycles: Iterable[Lifecycle], names: Callable[[Lifecycle], Sequence[str]]
) -> dict[str, int]:
    counted: dict[str, int] = {}
    for issue in lifecycles:
        for name in names(issue):
            counted[name] = counted.get(name, 0) + 1
    return counted


def _order(
    by: str, period: Period, present: Iterable[str], size: Callable[[str], tuple[int, int]]
) -> Sequence[str]:
    if by in periods.LENGTHS and period.start and period.end:
        return periods.names(period.start, period.end, by)
    found = sorted(present)
    return found if by in periods.LENGTHS else sorted(found, key=size, reverse=True)
