"""What people look at, in a real tmux of 40, 80 and 200 columns, with and without colour: no line
is wider than the terminal, and so none is broken.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys

import pytest

from beadwork.console.columns import width
from beadwork.tracker import InternalTracker
from harness import Place

VIEWS = {
    "list": ["list"],
    "list -v": ["list", "-v"],
    "list --tree": ["list", "--tree"],
    "ready": ["ready"],
    "blocked": ["blocked"],
    "show --short": ["show", "demo-1", "demo-2", "--short"],
    "show": ["show", "demo-3", "demo-4", "demo-5"],
    "log": ["log", "-n", "5"],
    "log --oneline": ["log", "--oneline", "-n", "5"],
    "history": ["history", "demo-2"],
    "diff": ["diff", "HEAD~4"],
    "dep tree": ["dep", "tree", "demo-4"],
    "activity": ["activity", "-n", "5"],
    "stale": ["stale", "--days", "0"],
    "branch show": ["branch", "show", "main"],
    "stats": ["stats"],
}
WIDTHS = (40, 80, 200)
MARK = "=-view-="
PRINT_ALL = """
import json, sys
from beadwork.bd.main import PROGRAM
from beadwork.console.dispatch import main
for words in json.loads(sys.argv[2]).values():
    main(PROGRAM, [*words, "-q"])
    print(sys.argv[1], flush=True)
"""
"""One process for all of them: a start for each would take most of the time."""
LONG = "Fix the login on every browser that anybody has ever heard of, and on some that nobody has"


@pytest.fixture
def filled(place: Place) -> Place:
    """A workspace with issues that have much to show."""
    with place.tracker(actor="Test Person") as tracker:
        _fill(tracker)
    return place


def _fill(tracker: InternalTracker) -> None:
    tracker.create(LONG, id="demo-1", type="epic", labels=["auth", "web", "urgent"], priority=0)
    tracker.create("ログインを直す" * 6, id="demo-2", parent="demo-1", assignee="a" * 40)
    tracker.create("Ship 👩\u200d👧", id="demo-3", dependencies=("demo-2", "related:demo-1"))
    tracker.create(LONG, id="demo-4", parent="demo-1", dependencies=("demo-3",))
    tracker.create("Free to be taken", id="demo-5", acceptance_criteria=LONG)
    tracker.update("demo-2", status="in_progress", description="A text.")
    tracker.close_issues("demo-4", force=True, reason=LONG)


class Screen:
    """A tmux server of its own, with one terminal in which the views are printed."""

    def __init__(self, place: Place, columns: int, *, has_colour: bool) -> None:
        self.socket = f"bw-views-{os.urandom(4).hex()}"
        self.place = place
        kept = {
            name: value
            for name, value in place.environment.items()
            if name not in ("TMUX", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
        }
        self.environment = {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        if not has_colour:
            self.environment["NO_COLOR"] = "1"
        size = ("-x", str(columns), "-y", "400")
        words = [sys.executable, "-c", PRINT_ALL, MARK, json.dumps(VIEWS)]
        done = f"tmux -L {self.socket} wait-for -S printed; read line"
        self.tmux("-f", "/dev/null", "new-session", "-d", *size, f"{shlex.join(words)}; {done}")
        self.tmux("wait-for", "printed")

    def tmux(self, *words: str) -> str:
        """Run tmux, and return what it prints."""
        return subprocess.run(
            ["tmux", "-L", self.socket, *words],
            cwd=self.place.directory,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def views(self, *how: str) -> dict[str, list[str]]:
        """Return the lines of each view as the screen shows them."""
        seen = self.tmux("capture-pane", "-p", "-S", "-", *how).split(MARK)
        return {name: text.strip("\n").split("\n") for name, text in zip(VIEWS, seen, strict=False)}

    def close(self) -> None:
        """End the server."""
        self.tmux("kill-server")


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("has_colour", [False, True])
def test_no_line_of_a_view_is_broken(filled: Place, columns: int, has_colour: bool) -> None:
    screen = Screen(filled, columns, has_colour=has_colour)
    try:
        shown, joined, styled = screen.views(), screen.views("-J"), screen.views("-e")
    finally:
        screen.close()
    assert shown.keys() == VIEWS.keys()
    for name, lines in shown.items():
        assert lines != [""], name
        assert not any("Traceback" in line for line in lines), name
        assert max(map(width, lines)) <= columns, name
        assert joined[name] == [line.rstrip() for line in lines], name
        assert any("\x1b[" in line for line in styled[name]) is has_colour, name
