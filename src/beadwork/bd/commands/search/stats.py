"""Show how many issues there are of each kind, and what happened in the last day.

    bd stats
    bd stats --json

All issues count, closed ones and machinery included, but for those that were deleted where they
come from. Ready and Blocked are the numbers of issues
that `bd ready` and `bd blocked` list.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from beadwork.bd.flags import as_of
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.store.search import statistics
from beadwork.store.search.statistics import Statistics

SHOWN = ("open", "in_progress", "closed", "deferred")
"""Statuses that the summary always has; others only where there are some."""


def arguments(parser: argparse.ArgumentParser) -> None:
    as_of.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console, options.as_of) as tracker:
        found = tracker.statistics()
    console.result(document(found), lambda: _lines(console, found))


def document(numbers: Statistics) -> dict[str, Any]:
    """Return the numbers as JSON."""
    return {
        "summary": {
            "total_issues": numbers.total,
            **{f"{status}_issues": numbers.by_status.get(status, 0) for status in SHOWN},
            "blocked_issues": numbers.blocked,
            "ready_issues": numbers.ready,
            "pinned_issues": numbers.pinned,
            "tombstone_issues": numbers.deleted,
            "average_lead_time_hours": round((numbers.lead_seconds or 0) / 3600, 2),
            "disordered_issues": numbers.disordered,
            "by_status": dict(sorted(numbers.by_status.items())),
        },
        "recent_activity": {
            "hours": statistics.RECENT_HOURS,
            "commit_count": numbers.commits_lately,
            "issues_created": numbers.created_lately,
            "issues_closed": numbers.closed_lately,
            "issues_updated": numbers.updated_lately,
        },
    }


def _lines(console: Console, numbers: Statistics) -> Iterable[str]:
    rest = sorted(
        status for status, count in numbers.by_status.items() if status not in SHOWN and count
    )
    yield console.style(f"{numbers.total} {'issue' if numbers.total == 1 else 'issues'}", "bold")
    width = max(len(status) for status in (*SHOWN, *rest))
    for status in (*SHOWN, *rest):
        yield f"  {status.ljust(width)}  {numbers.by_status.get(status, 0):>6}"
    yield ""
    yield f"{'Ready'.ljust(width)}    {numbers.ready:>6}"
    yield f"{'Blocked'.ljust(width)}    {numbers.blocked:>6}"
    if numbers.pinned:
        yield f"{'Pinned'.ljust(width)}    {numbers.pinned:>6}"
    if numbers.lead_seconds is not None:
        yield from console.wrap(
            f"{'Lead time'.ljust(width)}    {_span(numbers.lead_seconds):>6}, on average from "
            f"filing to closing",
            console.terminal.width,
        )
    if numbers.disordered:
        yield from console.wrap(
            f"{numbers.disordered} came in closed before {_they_were(numbers.disordered)} filed: "
            "that time is left out.",
            console.terminal.width,
        )
    yield ""
    older = "older one" if numbers.updated_lately == 1 else "older ones"
    yield from console.wrap(
        f"Last {statistics.RECENT_HOURS} hours: {numbers.created_lately} filed, "
        f"{numbers.closed_lately} closed, "
        f"{numbers.updated_lately} {older} changed, "
        f"in {counted(numbers.commits_lately, 'commit')}",
        console.terminal.width,
    )


def _span(seconds: float) -> str:
    if seconds < 3600:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 3 * 86400 else f"{seconds / 86400:.1f} d"


def _they_were(number: int) -> str:
    return "it was" if number == 1 else "they were"
