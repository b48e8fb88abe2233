"""Issues indented below their parents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from beadwork.console.console import Console
from beadwork.model.issues.issue import Issue
from beadwork.ui import signs


def lines(console: Console, issues: Sequence[Issue]) -> Iterator[str]:
    """Yield one line for each issue, in order. Children are below their parent where the parent is
    among the issues.
    """
    shown: set[str] = set()
    below = _children(issues)
    yield from _branches(console, below, below.get(None, []), shown)
    for issue in issues:  # only issues on a cycle of parents are left now
        if issue.id not in shown:
            yield from _branches(console, below, [issue], shown)


def _children(issues: Sequence[Issue]) -> dict[str | None, list[Issue]]:
    """Return the issues by their parent, None where the parent is not among them."""
    ids = {issue.id for issue in issues}
    below: dict[str | None, list[Issue]] = {}
    for issue in issues:
        below.setdefault(issue.parent if issue.parent in ids else None, []).append(issue)
    return below


def _branches(
    console: Console,
    below: dict[str | None, list[Issue]],
    roots: Sequence[Issue],
    shown: set[str],
) -> Iterator[str]:
    """Yield the lines of the roots and of their descendants, each issue once.

    A stack, not a recursion: parents may be thousands deep.
    """
    stack = [(issue, 0) for issue in reversed(roots)]
    while stack:
        issue, depth = stack.pop()
        if issue.id in shown:
            continue
        shown.add(issue.id)
        yield _line(console, issue, depth)
        stack += [(child, depth + 1) for child in reversed(below.get(issue.id, []))]


def _line(console: Console, issue: Issue, depth: int) -> str:
    indent = "  " * depth
    room = console.terminal.width - len(indent) - len(issue.id) - 7
    return (
        f"{indent}{signs.sign(console, issue.status)} {console.style(issue.id, 'bold')} "
        f"{signs.priority(console, issue.priority)} {console.shorten(issue.title, max(room, 8))}"
    )
