"""Add to an error the line of the file that causes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from beadwork.errors import BeadworkError


@contextmanager
def at_line(name: str, line: int, called: Mapping[str, str] | None = None) -> Iterator[None]:
    """Let every error of the block name the file and the line. The class of the error stays.

    `called` has, by id, the names in the file of the issues that the block has made. The message
    says these names, since the issues and their ids are rolled back.
    """
    try:
        yield
    except BeadworkError as error:
        message, hint = error.message, error.hint
        for issue_id in sorted(called or (), key=len, reverse=True):
            message = message.replace(issue_id, (called or {})[issue_id])
            hint = "" if issue_id in hint else hint
        raise type(error)(f"{name}:{line}: {message}", hint=hint) from error
