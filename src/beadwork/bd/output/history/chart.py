"""Numbers by group as bars across the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beadwork.console.console import Console

BLOCK, PARTS = "█", "▏▎▍▌▋▊▉"
PLAIN = "#"
"""What a bar is made of where the output is not in UTF-8."""
LONGEST = 40


def bars(console: Console, values: Sequence[int], room: int) -> Iterable[str]:
    """Yield a bar for each value: the largest fills the room (at most LONGEST columns), and none
    but 0 is empty.
    """
    fine = (console.terminal.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    columns = max(min(room, LONGEST), 1)
    most = max(values, default=0)
    for value in values:
        length = value * columns / most if most else 0
        bar = _fine(length) if fine else PLAIN * max(round(length), value > 0)
        yield console.style(bar, "green")


def _fine(length: float) -> str:
    """Return a bar to the eighth of a column."""
    eighths = max(round(length * 8), length > 0)
    whole, rest = divmod(eighths, 8)
    return BLOCK * whole + (PARTS[rest - 1] if rest else "")
