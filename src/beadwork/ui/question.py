"""Ask a person at a terminal for a yes."""

from __future__ import annotations

from beadwork.console.console import Console


def is_answered_yes(console: Console, text: str) -> bool:
    """Ask, and tell whether the answer is yes. Return False at once without a terminal, or where a
    program reads the output.
    """
    terminal = console.terminal
    if console.json or not (terminal.stdin.isatty() and terminal.stderr.isatty()):
        return False
    terminal.stderr.write(f"{terminal.shown(text)} [y/N] ")
    terminal.stderr.flush()
    return terminal.stdin.readline().strip().lower() in ("y", "yes")
