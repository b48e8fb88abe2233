"""Issues as a tree, however deep it is."""

from __future__ import annotations

import io
from datetime import datetime

from beadwork.bd.output.dependencies import tree
from beadwork.console.console import Console
from beadwork.console.terminal import Terminal
from beadwork.model.issues.issue import Issue

NOW = datetime(2026, 1, 1)


def _issue(issue_id: str, parent: str | None = None) -> Issue:
    none = dict.fromkeys(("description", "owner", "assignee", "closed_at"))
    return Issue(
        id=issue_id, type="task", title="T", status="open", priority=2, labels=(), parent=parent,
        created_at=NOW, updated_at=NOW, **none,
    )  # fmt: skip


def _drawn(*issues: Issue) -> list[str]:
    stream = io.StringIO()
    console = Console("bd", Terminal(stream, stream, stream))
    return [line.split(" P2")[0].replace("○ ", "") for line in tree.lines(console, issues)]


def test_children_stand_below_their_parent_in_the_order_given() -> None:
    assert _drawn(
        _issue("a-1", "a"), _issue("b"), _issue("a"), _issue("a-0", "a"), _issue("a-1-1", "a-1")
    ) == ["b", "a", "  a-1", "    a-1-1", "  a-0"]


def test_a_cycle_of_parents_is_drawn_once() -> None:
    assert _drawn(_issue("a", "b"), _issue("b", "a")) == ["a", "  b"]


def test_parents_may_be_nested_deeply() -> None:
    chain = [_issue("0"), *(_issue(str(depth), str(depth - 1)) for depth in range(1, 2000))]
    assert _drawn(*chain)[-1] == "  " * 1999 + "1999"
