"""Issues as aligned lines of one terminal's width: id, priority, type, state, title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beadwork.console.console import Console
from beadwork.model.issues.issue import Issue
from beadwork.ui.signs import priority, sign

TITLE = 20
"""Columns that a title keeps beside the type; the type gives way to it on a narrow terminal."""
LEAST = 12
"""Columns that a title keeps beside the assignee and the note, which are cut for it."""


def lines(
    console: Console,
    issues: Sequence[Issue],
    notes: dict[str, str] | None = None,
    cells: Sequence[Sequence[str]] = (),
) -> Iterable[str]:
    """Yield one line for each issue. `notes` are added behind the title, by id. `cells` are further
    columns of each issue (row_columns.py), which may take a second line.
    """
    widest = max((len(issue.id) for issue in issues), default=0)
    kinds = max((len(issue.type) for issue in issues), default=0)
    room = console.terminal.width - widest - 6
    beside, below = [""] * len(issues), [""] * len(issues)
    if cells:
        from beadwork.bd.output.search import row_columns

        beside, below = row_columns.placed(console, cells, room - kinds - 1)
    for issue, between, second, row in zip(issues, beside, below, cells or below, strict=True):
        is_named = any(cell.startswith("@") for cell in row)
        note = (notes or {}).get(issue.id, "")
        kind, owner, note = _fitting(
            console,
            f"{issue.type.ljust(kinds)} {between}",
            f" @{issue.assignee}" if issue.assignee and not is_named else "",
            f" {note}" if note else "",
            room,
        )
        title = console.shorten(issue.title, room - len(kind) - len(owner) - len(note))
        yield (
            f"{sign(console, issue.status)} {console.style(issue.id.ljust(widest), 'bold')} "
            f"{priority(console, issue.priority)} {console.style(kind, 'dim')}"
            f"{title}{console.style(owner, 'cyan')}{console.style(note, 'dim')}"
        )
        if second:
            yield console.style(second, "dim")


def _fitting(console: Console, kind: str, owner: str, note: str, room: int) -> tuple[str, str, str]:
    """Return the type, the assignee and the note as they fit beside a title into `room` columns of
    a terminal.
    """
    if not console.pages or room - len(kind) - len(owner) - len(note) >= TITLE:
        return kind, owner, note
    owner = _cut(console, owner, room - LEAST)
    note = _cut(console, note, room - LEAST - len(owner))
    kept = room - len(owner) - len(note) - len(kind) >= TITLE
    return kind if kept else "", owner, note


def _cut(console: Console, text: str, room: int) -> str:
    return console.shorten(text, room) if room > 2 else ""
