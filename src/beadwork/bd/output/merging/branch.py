"""A branch of the tracker, for a person and as JSON: its newest commit, and its distance from
another branch.
"""

from __future__ import annotations

from typing import Any

from beadwork.bd.output.history import commit_hash
from beadwork.console.console import Console
from beadwork.dolt.versions.branches import Branch, Distance
from beadwork.model.history import commit_message
from beadwork.model.times.timestamps import format_timestamp


def document(branch: Branch, *, current: bool) -> dict[str, Any]:
    """Return a branch as JSON."""
    return {
        "name": branch.name,
        "current": current,
        "commit": branch.commit,
        "author": branch.author,
        "email": branch.email,
        "date": format_timestamp(branch.date),
        "message": commit_message.split(branch.message)[0],
    }


def newest(console: Console, branch: Branch) -> str:
    """Return the line of a branch's newest commit, as in `bd log`."""
    return commit_hash.headline(console, branch.commit, branch.date, branch.author, "    ")


def distance(distance: Distance, base: str = "") -> str:
    """Return the distance of a branch from `base`, with two spaces before it. Return an empty text
    where both are at the same commit.
    """
    of = f" of {base}" if base else ""
    if distance.ahead:
        behind = f", {distance.behind} behind" if distance.behind else ""
        return f"  {distance.ahead} ahead{of}{behind}"
    return f"  {distance.behind} behind {base}".rstrip() if distance.behind else ""


def subject(message: str) -> str:
    """Return the first line of a commit's message."""
    return next(iter(commit_message.split(message)[0].splitlines()), "")
