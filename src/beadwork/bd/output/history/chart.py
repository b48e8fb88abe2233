"""Numbers by group as horizontal bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beadwork.console.console import Console

BLOCK, PARTS = "█", "▏▎▍▌▋▊▉"
PLAIN = "#"
"""The character of bars where the output is not in UTF-8."""
LONGEST = 40


def bars(console: Console, values: Sequence[int], room: int) -> Iterable[str]:
    """Yield a bar for each value. The largest value fills `room`, or LONGEST columns if that is
    less. Only 0 has an empty bar.
    """
    fine = (console.terminal.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    columns = max(min(room, LONGEST), 1)
    most = max(values, default=0)
    for value in values:
        length = value * columns / most if most else 0
        bar = _fine(length) if fine else PLAIN * max(round(length), value > 0)
        yield console.style(bar, "green")


def _fine(length: float) -> str:
    """Return a bar, exact to an eighth of a column."""
    eighths = max(round(length * 8), length > 0)
    whole, rest = divmod(eighths, 8)
    return BLOCK * whole + (PARTS[rest - 1] if rest else "")
