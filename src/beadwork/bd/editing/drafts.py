"""The files in which a person edits issues, in their own directory: what was refused is kept."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from beadwork.bd import input
from beadwork.bd.flags import flag_values
from beadwork.console.console import Console
from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import Invalid
from beadwork.files import atomic, bounded
from beadwork.model.comma_lists import split
from beadwork.model.issues import issue_file
from beadwork.model.issues.issue import Issue

FOLDER = "edits"


def begin(console: Console, issue: Issue, draft: str | None) -> str:
    """Return the path of a new file with an issue, or with a text that was kept.

    Raises:
        Invalid: the issue cannot be edited so, or the text is no UTF-8.
        NotFound, BadFile: the kept text cannot be read.
    """
    content = issue_file.render(issue_file.texts(issue))
    if draft is not None:
        content, _ = input.text(console, draft)
    folder = os.path.join(user_directory(), FOLDER)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    name = "".join(letter if letter.isalnum() or letter in "-._" else "_" for letter in issue.id)
    path = os.path.join(folder, f"{name[:64]}-{os.urandom(4).hex()}.md")
    put(path, content)
    return path


def put(path: str, content: str) -> None:
    """Write a file anew."""
    atomic.replace(path, content)


def text(path: str) -> str:
    """Return what a person wrote.

    Raises:
        BadFile: it is too large, or no regular file any more.
        Invalid: it is no UTF-8.
    """
    try:
        return bounded.read(path, bounded.TEXT * 2, follow=False).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(f"{os.path.basename(path)} is not UTF-8 text") from None


def is_kept(path: str, issue: Issue, draft: str | None) -> bool:
    """Tell whether a file has what a person wrote. One that has not is removed."""
    if draft is None and bounded.read(path) == issue_file.render(issue_file.texts(issue)).encode():
        os.unlink(path)
        return False
    return True


def end(path: str, draft: str | None) -> None:
    """Remove a file, and the kept one that it came from."""
    own = os.path.join(user_directory(), FOLDER)
    for name in (path, draft):
        if name and os.path.dirname(os.path.abspath(name)) == own:
            with suppress(FileNotFoundError):
                os.unlink(name)


def changed(issue: Issue, content: str) -> dict[str, str]:
    """Return the texts by column that differ from an issue's.

    Raises:
        Invalid: as `issue_file.parse`.
    """
    before = issue_file.texts(issue)
    return {
        column: said
        for column, said in issue_file.parse(content).texts.items()
        if said != before[column].strip("\n")
    }


def values(texts: dict[str, str]) -> dict[str, Any]:
    """Return the changes that `Tracker.edit` takes, from texts by column.

    Raises:
        Usage: a date, a number or the JSON object is not valid.
    """
    from beadwork.model.times import estimates

    found: dict[str, Any] = dict(texts)
    if "labels" in found:
        found["set_labels"] = tuple(split([found.pop("labels")]))
    for column in ("due_at", "defer_until"):
        if found.get(column):
            found[column] = flag_values.date_of(found[column], end_of_day=column == "due_at")
    if found.get("estimated_minutes"):
        found["estimated_minutes"] = estimates.parse(found["estimated_minutes"])
    if "metadata" in found:
        found["metadata"] = flag_values.object_of(found["metadata"]) or {}
    return found
