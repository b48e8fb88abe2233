"""Further columns of a list: how old an issue is, who has it, when it is due, its labels.

They stand between the type and the title where that leaves room for the title, else in a line of
their own. At the end of a pipe an issue always has one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from beadwork.console import columns
from beadwork.console.console import Console
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.list_columns import COLUMNS, chosen
from beadwork.model.times.timestamps import local

WIDEST = 24
"""Columns of a terminal that one cell takes at most."""
TITLE = 24
"""Columns of a terminal that a title keeps beside them."""


def wanted(console: Console, setting: str) -> tuple[str, ...]:
    """Return the columns that the setting `list.columns` asks for; all with `--verbose`.

    Raises:
        Invalid: the setting names something else.
    """
    return COLUMNS if console.verbose else chosen(setting)


def cells(
    console: Console, issues: Iterable[Issue], names: Sequence[str], over: Sequence[str]
) -> list[list[str]]:
    """Return the cells of each issue, cut to WIDEST; `over` are the statuses that are over."""
    now = datetime.now(UTC).replace(tzinfo=None)
    return [
        [console.shorten(_CELLS[name](issue, now, over), WIDEST) for name in names]
        for issue in issues
    ]


def placed(
    console: Console, rows: Sequence[Sequence[str]], room: int
) -> tuple[list[str], list[str]]:
    """Return the cells of each issue as aligned text for its line, and as a line of their own: one
    of the two is empty. `room` is what the cells and the title have together.
    """
    widths = [max(map(columns.width, column)) for column in zip(*rows, strict=True)]
    shown = [at for at, size in enumerate(widths) if size]
    nothing = [""] * len(rows)
    if console.pages and room - sum(widths[at] + 2 for at in shown) < TITLE:
        return nothing, [_line(console, row) for row in rows]
    return [
        "".join(row[at] + " " * (widths[at] - columns.width(row[at]) + 2) for at in shown)
        for row in rows
    ], nothing


def _line(console: Console, row: Sequence[str]) -> str:
    text = " · ".join(filter(None, row))
    return f"    {console.shorten(text, console.terminal.width - 4)}" if text else ""


def _age(issue: Issue, now: datetime, _: Sequence[str]) -> str:
    return f"{_days(now - issue.created_at)} old"


def _assignee(issue: Issue, _: datetime, __: Sequence[str]) -> str:
    return f"@{issue.assignee}" if issue.assignee else ""


def _due(issue: Issue, _: datetime, __: Sequence[str]) -> str:
    return f"due {local(issue.due_at).date().isoformat()}" if issue.due_at else ""


def _overdue(issue: Issue, now: datetime, over: Sequence[str]) -> str:
    if not issue.due_at or issue.due_at >= now or issue.status in over:
        return ""
    return f"overdue {_days(now - issue.due_at)}"


def _labels(issue: Issue, _: datetime, __: Sequence[str]) -> str:
    return ", ".join(issue.labels)


_CELLS: dict[str, Callable[[Issue, datetime, Sequence[str]], str]] = {
    "age": _age,
    "assignee": _assignee,
    "due": _due,
    "overdue": _overdue,
    "labels": _labels,
}


def _days(distance: timedelta) -> str:
    """Return a distance in its largest unit, minutes at least: `3d`, `5h`, `0m`."""
    minutes = max(distance, timedelta()) // timedelta(minutes=1)
    if minutes < 60:
        return f"{minutes}m"
    return f"{minutes // 60}h" if minutes < 1440 else f"{minutes // 1440}d"
