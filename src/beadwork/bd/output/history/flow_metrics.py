"""Throughput, cycle times and times in a status, for programs and for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from beadwork.actions.history.cycle_time import CycleTime
from beadwork.actions.history.throughput import Throughput
from beadwork.bd.output.history import chart
from beadwork.console.columns import shorten, width
from beadwork.console.console import Console
from beadwork.model.history.flow_metrics import Count, Durations, Times
from beadwork.model.times.periods import Period

ALL = "in all"
WIDEST_NAME = 30
CELL = 8


def throughput(by: str, period: Period, closed: Throughput) -> dict[str, Any]:
    """Return the counts as JSON."""
    return {
        **_head(by, period, closed.undated),
        "groups": [count._asdict() for count in closed.counts.groups],
        "total": _without_group(closed.counts.total._asdict()),
    }


def throughput_lines(console: Console, closed: Throughput) -> Iterable[str]:
    """Yield the counts as a table, with a bar for the closed issues."""
    groups, total = closed.counts
    names = [shorten(count.group, WIDEST_NAME) for count in groups]
    wide = max(map(width, (*names, ALL)))
    bars = chart.bars(
        console, [count.closed for count in groups], console.terminal.width - wide - 2 * CELL - 4
    )
    yield console.style(f"{'':{wide}}{'created':>{CELL + 2}}{'closed':>{CELL}}", "dim")
    for name, count, bar in zip(names, groups, bars, strict=True):
        yield f"{_pad(name, wide)}{_counted(count)}  {bar}".rstrip()
    yield console.style(f"{ALL:{wide}}{_counted(total)}", "bold")
    yield from _undated(closed.undated)


def cycle_time(by: str | None, period: Period, measured: CycleTime) -> dict[str, Any]:
    """Return the times as JSON, in seconds."""
    groups = [{"group": times.group, **_times(times)} for times in measured.times.groups]
    return {
        **_head(by, period, measured.undated),
        **({"groups": groups} if by else {}),
        "total": _times(measured.times.total),
    }


def cycle_time_lines(console: Console, measured: CycleTime) -> Iterable[str]:
    """Yield the times as two tables, in readable units. Days, weeks and months without a closed
    issue are left out.
    """
    rows = [*(times for times in measured.times.groups if times.closed), measured.times.total]
    yield from _table(console, "Lead time, from filing to closing", rows, lambda times: times.lead)
    yield ""
    yield from _table(
        console, "Cycle time, from starting to closing", rows, lambda times: times.cycle
    )
    total = measured.times.total
    if total.not_started or total.disordered or measured.undated:
        yield ""
    if total.not_started:
        yield (
            f"{total.not_started} of {total.closed} closed issues have no start on record, and so "
            f"no cycle time."
        )
    if total.disordered:
        yield (
            f"{total.disordered} came in closed before "
            f"{'it was' if total.disordered == 1 else 'they were'} filed or started: that time is "
            f"left out."
        )
    yield from _undated(measured.undated)


def readable(seconds: float) -> str:
    """Return a duration in the unit that fits it: `45 s`, `12 min`, `5.3 h`, `2.1 d`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    if seconds < 3600:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 2 * 86400 else f"{seconds / 86400:.1f} d"


def _head(by: str | None, period: Period, undated: int) -> dict[str, Any]:
    found = {"by": by, "since": period.start, "until": period.end, "undated": undated}
    return {key: value for key, value in found.items() if value}


def _counted(count: Count) -> str:
    return f"{count.created:>{CELL + 2}}{count.closed:>{CELL}}"


def _without_group(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "group"}


def _times(times: Times) -> dict[str, Any]:
    found: dict[str, Any] = {"closed": times.closed}
    for name, measured in (("lead_seconds", times.lead), ("cycle_seconds", times.cycle)):
        found[name] = _rounded(measured) if measured else {"count": 0}
    return found | {"not_started": times.not_started, "disordered": times.disordered}


def _rounded(measured: Durations) -> dict[str, Any]:
    spans = {
        name: round(value, 3) for name, value in measured._asdict().items() if name != "measured"
    }
    return {"count": measured.measured, **spans}


def _table(
    console: Console,
    title: str,
    rows: Sequence[Times],
    measured: Callable[[Times], Durations | None],
) -> Iterable[str]:
    heads = ("issues", "mean", "p50", "p85", "p95", "max")
    names = [*(shorten(times.group, WIDEST_NAME) for times in rows[:-1]), ALL]
    wide = max(map(width, names))
    yield console.style(title, "bold")
    yield console.style(f"{'':{wide}}" + "".join(f"{head:>{CELL}}" for head in heads), "dim")
    for name, times in zip(names, rows, strict=True):
        yield f"{_pad(name, wide)}{_cells(measured(times))}"


def _cells(durations: Durations | None) -> str:
    if durations is None:
        return f"{0:>{CELL}}"
    return f"{durations.measured:>{CELL}}" + "".join(
        f"{readable(seconds):>{CELL}}" for seconds in durations[1:]
    )


def _pad(name: str, wide: int) -> str:
    return name + " " * (wide - width(name))


def _undated(count: int) -> Iterable[str]:
    if count:
        yield f"Not counted: {count} closed without a time of closing."
