"""One character for a status, and a priority in its colour: the same in every list."""

from __future__ import annotations

from beadwork.console.console import Console

SIGNS = {
    "open": "○",
    "in_progress": "◐",
    "blocked": "●",
    "hooked": "◐",
    "deferred": "❄",
    "pinned": "▪",
    "closed": "✓",
}
_STYLES = {
    "in_progress": "yellow",
    "hooked": "yellow",
    "blocked": "red",
    "deferred": "blue",
    "closed": "green",
}
PRIORITY_STYLES = {0: ("red", "bold"), 1: ("yellow",)}


def sign(console: Console, status: str) -> str:
    """Return one character for a status."""
    return console.style(SIGNS.get(status, "·"), *((_STYLES[status],) if status in _STYLES else ()))


def priority(console: Console, value: int) -> str:
    """Return `P0` to `P4`."""
    return console.style(f"P{value}", *PRIORITY_STYLES.get(value, ()))
