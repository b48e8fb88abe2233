"""When there is colour, and what of a text reaches the terminal."""

from __future__ import annotations

import io

import pytest

from beadwork.console.terminal import Terminal


class Screen(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stdout", "environment", "has_colour"),
    [
        (Screen(), {}, True),
        (Screen(), {"NO_COLOR": "1"}, False),
        (Screen(), {"TERM": "dumb"}, False),
        (Screen(), {"FORCE_COLOR": "0"}, True),
        (io.StringIO(), {}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": "0"}, False),
        (io.StringIO(), {"FORCE_COLOR": ""}, False),
        (io.StringIO(), {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour(
    stdout: io.StringIO,
    environment: dict[str, str],
    has_colour: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal(io.StringIO(), stdout, io.StringIO())
    assert terminal.colour is has_colour
    shown = terminal.shown(terminal.style("a\x1b[2Jb\u202ec", "red"))
    assert shown == ("\x1b[31ma�[2Jb�c\x1b[0m" if has_colour else "a�[2Jb�c")


def test_joiners_reach_the_terminal() -> None:
    assert Terminal(io.StringIO(), Screen(), io.StringIO()).shown("👩\u200d👧") == "👩\u200d👧"
