"""The hash of a commit, as people read it."""

from __future__ import annotations

from beadwork.console.console import Console

LENGTH = 8
"""Characters, of 32 values each: of 100,000 commits two begin alike with a chance of 1 to 220."""


def shown(console: Console, commit: str) -> str:
    """Return the beginning of a hash, which every command takes; all of it with --verbose."""
    return console.style(commit if console.verbose else commit[:LENGTH], "yellow")
