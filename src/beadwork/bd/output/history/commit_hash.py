"""The hash of a commit, as people read it."""

from __future__ import annotations

from datetime import datetime

from beadwork.console.console import Console
from beadwork.model.times.timestamps import local_time

LENGTH = 8
"""Characters, of 32 values each: of 100,000 commits two begin alike with a chance of 1 to 220."""


def shown(console: Console, commit: str) -> str:
    """Return the beginning of a hash, which every command takes; all of it with --verbose."""
    return console.style(commit if console.verbose else commit[:LENGTH], "yellow")


def headline(console: Console, commit: str, date: datetime, author: str, indent: str = "") -> str:
    """Return the line of a commit: its hash, its time and its author, who is cut to the width."""
    time = local_time(date)
    room = console.terminal.width - len(indent) - LENGTH - len(time) - 4
    return f"{indent}{shown(console, commit)}  {time}  {console.shorten(author, max(room, 1))}"
