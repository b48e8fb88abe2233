"""Lists on a terminal: what a line has at each width, and never more columns than there are."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest

from beadwork.bd.output.search import row_columns, rows
from beadwork.bd.output.search.row_columns import COLUMNS
from beadwork.console.columns import width
from beadwork.console.console import Console
from beadwork.console.terminal import Terminal
from beadwork.model.dependencies.readiness import OVER
from beadwork.model.issues.issue import Issue
from beadwork.ui.signs import SIGNS

NOW = datetime.now(UTC).replace(tzinfo=None)


class Screen(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


def console(columns: int | None, monkeypatch: pytest.MonkeyPatch) -> Console:
    """Return a console on a terminal of so many columns, None for a pipe."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns or ""))
    stdout = io.StringIO() if columns is None else Screen()
    return Console("bd", Terminal(io.StringIO(), stdout, io.StringIO()))


def issue(number: int, title: str, **fields: object) -> Issue:
    """Return an issue with what a list shows of it."""
    plain = Issue(
        f"demo-{number}", "task", title, None, "open", 2, None, None, (), None,
        NOW - timedelta(days=3, minutes=1), NOW, None,
    )  # fmt: skip
    return plain._replace(**fields)


ISSUES = [
    issue(1, "Fix the login on every browser that anybody has ever heard of", assignee="alice"),
    issue(2, "日本語のタイトルはとても長いので切らなければならない", labels=("auth", "web")),
    issue(3, "Short", due_at=NOW - timedelta(days=2, minutes=1), type="merge-request"),
    issue(4, "Over", due_at=NOW - timedelta(days=2), status="closed", assignee="b" * 60),
]


@pytest.mark.parametrize("columns", [24, 40, 80, 200])
@pytest.mark.parametrize("is_verbose", [False, True])
def test_no_line_is_wider_than_the_terminal(
    columns: int, is_verbose: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = console(columns, monkeypatch)
    cells = row_columns.cells(screen, ISSUES, COLUMNS if is_verbose else (), OVER)
    notes = {"demo-1": "<- demo-2, demo-3, demo-4 … (blocked by its status)"}
    for given in (None, notes):
        shown = list(rows.lines(screen, ISSUES, given, cells if is_verbose else ()))
        assert max(map(width, shown)) <= columns
        assert all(any(entry.id in line for line in shown) for entry in ISSUES)


def test_wide_terminals_have_further_columns_before_the_title(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = console(120, monkeypatch)
    monkeypatch.setenv("TZ", "UTC")
    due = f"due {(NOW - timedelta(days=2, minutes=1)).date()}"
    cells = row_columns.cells(screen, ISSUES[:3], COLUMNS, OVER)
    assert list(rows.lines(screen, ISSUES[:3], None, cells)) == [
        "○ demo-1 P2 task          3d old  @alice                                         "
        "Fix the login on every browser that an…",
        "○ demo-2 P2 task          3d old                                      auth, web  "
        "日本語のタイトルはとても長いので切らな…",
        f"○ demo-3 P2 merge-request 3d old          {due}  overdue 2d             Short",
    ]


def test_narrow_terminals_have_them_in_a_second_line(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = console(40, monkeypatch)
    cells = row_columns.cells(screen, ISSUES[1:2], ("age", "labels"), OVER)
    assert list(rows.lines(screen, ISSUES[1:2], None, cells)) == [
        "○ demo-2 P2 task 日本語のタイトルはとて…",
        "    3d old · auth, web",
    ]


def test_a_pipe_has_one_whole_line_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = console(None, monkeypatch)
    cells = row_columns.cells(pipe, ISSUES, COLUMNS, OVER)
    shown = list(rows.lines(pipe, ISSUES, None, cells))
    assert len(shown) == len(ISSUES)
    assert all(line.endswith(entry.title) for line, entry in zip(shown, ISSUES, strict=True))
    assert "b" * 60 in shown[3]
    assert "overdue" not in shown[3]


def test_the_help_of_list_has_every_sign() -> None:
    from importlib import import_module

    text = import_module("beadwork.bd.commands.search.list").__doc__ or ""
    legend = " ".join(text.partition("The signs:")[2].split())
    for status, sign in SIGNS.items():
        assert sign in legend
        assert status.replace("_", " ") in legend
