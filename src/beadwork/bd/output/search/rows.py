"""Issues as aligned lines of one terminal's width: id, priority, type, state, title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beadwork.console.console import Console
from beadwork.model.issues.issue import Issue
from beadwork.ui.signs import priority, sign


def lines(
    console: Console, issues: Sequence[Issue], notes: dict[str, str] | None = None
) -> Iterable[str]:
    """Yield one line for each issue. `notes` are added behind the title, by id."""
    widest = max((len(issue.id) for issue in issues), default=0)
    kinds = max((len(issue.type) for issue in issues), default=0)
    for issue in issues:
        note = (notes or {}).get(issue.id, "")
        owner = f" @{issue.assignee}" if issue.assignee else ""
        room = (
            console.terminal.width
            - widest
            - kinds
            - 8
            - len(owner)
            - (len(note) + 1 if note else 0)
        )
        title = console.shorten(issue.title, max(room, 20))
        yield (
            f"{sign(console, issue.status)} {console.style(issue.id.ljust(widest), 'bold')} "
            f"{priority(console, issue.priority)} {console.style(issue.type.ljust(kinds), 'dim')} "
            f"{title}{console.style(owner, 'cyan')}"
            f"{' ' + console.style(note, 'dim') if note else ''}"
        )
