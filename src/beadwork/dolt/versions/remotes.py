"""The remotes of a database; the server pushes, with its own environment and credentials."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

ALL = "SELECT name, url FROM dolt_remotes ORDER BY name"
ADD = "CALL DOLT_REMOTE('add', %s, %s)"
PUSH = "CALL DOLT_PUSH(%s, 'main')"

_SECRET = re.compile(r"(?<=://)[^/@\s]*:[^/@\s]*(?=@)")


def add(session: Session, name: str, url: str) -> None:
    """Let a database know a remote.

    Raises:
        ServerError: it knows one of that name (`TAKEN`), or the URL cannot be.
    """
    session.rows(ADD, name, url)


def push(session: Session, name: str) -> None:
    """Push `main`, and no other branch.

    Raises:
        ServerError: it was not taken: `CREDENTIALS`, `AHEAD`, `UNRELATED`, or whatever git says.
    """
    session.rows(PUSH, name)


def without_secrets(text: str) -> str:
    """Return a text with the users and passwords taken out of its URLs.

    >>> without_secrets("fatal: 'git+https://me:secret@example.org/x.git' could not be read")
    "fatal: 'git+https://…@example.org/x.git' could not be read"
    """
    return _SECRET.sub("…", text)
