"""Counts and durations by group: tables for what is counted, Hypothesis for what must hold whatever
comes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from beadwork.model.history import flow_metrics
from beadwork.model.history.flow_metrics import Count, Lifecycle
from beadwork.model.times.periods import Period

START, END = datetime(2026, 1, 5), datetime(2026, 1, 26)
MOMENTS = some.datetimes(START - timedelta(days=10), END + timedelta(days=10))
PASSAGES = some.lists(
    some.builds(
        Lifecycle,
        id=some.uuids().map(str),
        type=some.sampled_from(("task", "bug")),
        assignee=some.sampled_from((None, "alice")),
        labels=some.sampled_from(((), ("go",), ("go", "ui"))),
        created_by=some.sampled_from((None, "bob")),
        created_at=MOMENTS,
        started_at=some.none() | MOMENTS,
        closed_at=some.none() | MOMENTS,
    ),
    max_size=30,
)


def lifecycle(number: int, created: int, closed: int | None = None, **fields: object) -> Lifecycle:
    """An issue of a day of January 2026."""
    end = datetime(2026, 1, closed, 12) if closed else None
    one = Lifecycle(f"demo-{number}", "task", None, (), None, datetime(2026, 1, created), None, end)
    return one._replace(**fields)  # type: ignore[arg-type]


def test_each_week_is_there_also_where_nothing_happened() -> None:
    found = flow_metrics.throughput(
        [lifecycle(1, 5, 6), lifecycle(2, 6), lifecycle(3, 1, 20)], "week", Period(START, END), {}
    )
    assert found.groups == [
        Count("2026-W02", 2, 1),
        Count("2026-W03", 0, 0),
        Count("2026-W04", 0, 1),
    ]
    assert found.total == Count("", 2, 2)


def test_an_issue_counts_for_each_of_its_labels_and_once_in_all() -> None:
    found = flow_metrics.throughput(
        [lifecycle(1, 5, 6, labels=("go", "ui")), lifecycle(2, 5, labels=("go",)), lifecycle(3, 5)],
        "label",
        Period(START, END),
        {},
    )
    assert found.groups == [Count("go", 2, 1), Count("ui", 1, 1), Count("(no labels)", 1, 0)]
    assert found.total == Count("", 3, 1)


def test_by_actor_one_files_and_another_closes() -> None:
    found = flow_metrics.throughput(
        [lifecycle(1, 5, 6, created_by="alice"), lifecycle(2, 5, 7)],
        "actor",
        Period(START, END),
        {"demo-1": "bob"},
    )
    assert found.groups == [Count("(unknown)", 1, 1), Count("bob", 0, 1), Count("alice", 1, 0)]


def test_lead_and_cycle_are_measured_where_they_can_be() -> None:
    issues = [
        lifecycle(1, 5, 6, started_at=datetime(2026, 1, 6)),
        lifecycle(2, 5, 7),
        lifecycle(3, 20, 10),
        lifecycle(4, 5, 6, started_at=datetime(2026, 1, 8)),
    ]
    total = flow_metrics.cycle_time(issues, None, Period(START, END), {}).total
    assert (total.closed, total.not_started, total.disordered) == (4, 2, 2)
    assert total.lead is not None
    assert total.cycle is not None
    assert (total.lead.measured, total.lead.max) == (3, 2.5 * 86400)
    assert total.cycle[:3] == (1, 43200, 43200)


def test_without_a_group_there_are_no_groups() -> None:
    assert flow_metrics.cycle_time([lifecycle(1, 5, 6)], None, Period(START, END), {}).groups == []


@given(some.lists(some.floats(0, 1e9), min_size=1))
def test_percentiles_are_in_order_and_among_the_values(seconds: list[float]) -> None:
    found = flow_metrics.durations(seconds)
    assert found is not None
    assert found.measured == len(seconds)
    assert min(seconds) <= found.p50 <= found.p85 <= found.p95 <= found.max == max(seconds)
    assert {found.p50, found.p85, found.p95} <= set(seconds)
    assert min(seconds) <= found.mean <= max(seconds)


@given(some.lists(some.floats(0, 1e9), min_size=1), some.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed(
    seconds: list[float], part: int
) -> None:
    ordered = sorted(seconds)
    found = flow_metrics.percentile(ordered, part)
    assert sum(value <= found for value in ordered) * 100 >= part * len(ordered)
    assert sum(value < found for value in ordered) * 100 < part * len(ordered)


@given(PASSAGES, some.sampled_from(flow_metrics.GROUPS))
def test_nothing_is_lost_and_nothing_invented(lifecycles: list[Lifecycle], by: str) -> None:
    period = Period(START, END)
    found = flow_metrics.throughput(lifecycles, by, period, {})
    times = flow_metrics.cycle_time(lifecycles, by, period, {})
    closed = sum(
        issue.closed_at is not None and period.holds(issue.closed_at) for issue in lifecycles
    )
    assert found.total.closed == times.total.closed == closed
    assert found.total.created == sum(period.holds(issue.created_at) for issue in lifecycles)
    if by != "label":
        assert (
            sum(group.closed for group in found.groups)
            == sum(group.closed for group in times.groups)
            == closed
        )
        assert sum(group.created for group in found.groups) == found.total.created
    assert len({group.group for group in found.groups}) == len(found.groups)


@given(PASSAGES)
def test_the_measured_and_the_unmeasured_are_all(lifecycles: list[Lifecycle]) -> None:
    total = flow_metrics.times("", [issue for issue in lifecycles if issue.closed_at])
    lead = total.lead.measured if total.lead else 0
    cycle = total.cycle.measured if total.cycle else 0
    assert lead + total.disordered >= total.closed
    assert cycle + total.not_started + total.disordered >= total.closed
