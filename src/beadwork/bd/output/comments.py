"""Comments, as JSON and as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from beadwork.console.console import Console
from beadwork.model.issues.comment import SHORT, Comment
from beadwork.model.times.timestamps import format_timestamp, local_time


def record(comment: Comment) -> dict[str, Any]:
    """Return a comment as a JSON object. An imported comment has the fields that it came with, such
    as its own id.
    """
    return {
        "id": comment.id,
        "issue_id": comment.issue_id,
        "author": comment.author or "",
        "text": comment.text,
        "created_at": format_timestamp(comment.created_at),
        **(comment.extra or {}),
    }


def lines(console: Console, comments: Iterable[Comment]) -> Iterable[str]:
    """Yield the lines of comments: author, time, the beginning of the id, and text."""
    for comment in comments:
        name = console.style(f"#{comment.id[:SHORT]}", "dim")
        edited = ", edited" if (comment.extra or {}).get("edited_at") else ""
        yield (
            f"{console.style(comment.author or 'unknown', 'bold')}, "
            f"{local_time(comment.created_at)}{edited}  {name}"
        )
        yield from textwrap.indent(comment.text.rstrip(), "  ", lambda _: True).splitlines()
