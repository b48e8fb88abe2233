"""Say in which line of a file the cause of an error stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from beadwork.errors import BeadworkError


@contextmanager
def at_line(name: str, line: int, called: Mapping[str, str] | None = None) -> Iterator[None]:
    """Let every error of the block name the file and the line, and be the same kind of error
    otherwise.

    `called` says what the file calls the issues that it made: as nothing stays of them, an id would
    say nothing.
    """
    try:
        yield
    except BeadworkError as error:
        message, hint = error.message, error.hint
        for issue_id in sorted(called or (), key=len, reverse=True):
            message = message.replace(issue_id, (called or {})[issue_id])
            hint = "" if issue_id in hint else hint
        raise type(error)(f"{name}:{line}: {message}", hint=hint) from error
