"""Issues of several rigs as aligned lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beadwork.console.console import Console
from beadwork.model.issues.issue import Issue
from beadwork.ui.signs import priority, sign


def lines(console: Console, issues: Sequence[tuple[str, Issue]]) -> Iterable[str]:
    """Yield one line for each issue: rig, state, id, priority, type, title."""
    rigs = max(len(rig) for rig, _ in issues)
    ids = max(len(issue.id) for _, issue in issues)
    kinds = max(len(issue.type) for _, issue in issues)
    for rig, issue in issues:
        owner = f" @{issue.assignee}" if issue.assignee else ""
        room = console.terminal.width - rigs - ids - kinds - 9 - len(owner)
        title = console.shorten(issue.title, max(room, 20))
        yield (
            f"{console.style(rig.ljust(rigs), 'cyan')} {sign(console, issue.status)} "
            f"{console.style(issue.id.ljust(ids), 'bold')} {priority(console, issue.priority)} "
            f"{console.style(issue.type.ljust(kinds), 'dim')} {title}"
            f"{console.style(owner, 'cyan')}"
        )
