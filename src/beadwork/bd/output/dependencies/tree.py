"""Issues indented below their parents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.issues.issue import Issue


def lines(console: Console, issues: Sequence[Issue]) -> Iterable[str]:
    """Yield one line for each issue, in order, children below their parent where that is
    shown too.
    """
    here = {issue.id for issue in issues}
    below: dict[str | None, list[Issue]] = {}
    for issue in issues:
        below.setdefault(issue.parent if issue.parent in here else None, []).append(issue)
    shown: set[str] = set()
    yield from _level(console, below, None, 0, shown)
    for issue in issues:  # only what sits on a circle of parents is left now
        if issue.id not in shown:
            yield from _one(console, below, issue, 0, shown)


def _level(
    console: Console,
    below: dict[str | None, list[Issue]],
    parent: str | None,
    depth: int,
    shown: set[str],
) -> Iterable[str]:
    for issue in below.get(parent, ()):
        if issue.id not in shown:
            yield from _one(console, below, issue, depth, shown)


def _one(
    console: Console,
    below: dict[str | None, list[Issue]],
    issue: Issue,
    depth: int,
    shown: set[str],
) -> Iterable[str]:
    shown.add(issue.id)
    indent = "  " * depth
    room = console.terminal.width - len(indent) - len(issue.id) - 7
    yield (
        f"{indent}{rows.sign(console, issue.status)} {console.style(issue.id, 'bold')} "
        f"{rows.priority(console, issue.priority)} {rows.shorten(issue.title, max(room, 20))}"
    )
    yield from _level(console, below, issue.id, depth + 1, shown)
