"""The remotes of a database; the server pushes, with its own environment and credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

ALL = "SELECT name, url FROM dolt_remotes ORDER BY name"
ADD = "CALL DOLT_REMOTE('add', %s, %s)"
REMOVE = "CALL DOLT_REMOTE('remove', %s)"
PUSH = "CALL DOLT_PUSH(%s, 'main')"


def add(session: Session, name: str, url: str) -> None:
    """Let a database know a remote.

    Raises:
        ServerError: it knows one of that name (`TAKEN`), or the URL cannot be.
    """
    session.rows(ADD, name, url)


def remove(session: Session, name: str) -> None:
    """Let a database forget a remote; raises as `add`."""
    session.rows(REMOVE, name)


def push(session: Session, name: str) -> None:
    """Push `main`, and no other branch.

    Raises:
        ServerError: it was not taken: `CREDENTIALS`, `AHEAD`, `UNRELATED`, or whatever git says.
    """
    session.rows(PUSH, name)
