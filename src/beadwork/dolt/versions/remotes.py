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
    """Add a remote to a database.

    Raises:
        ServerError: there is a remote of that name (`ALREADY_EXISTS`), or the URL is not valid.
    """
    session.rows(ADD, name, url)


def remove(session: Session, name: str) -> None:
    """Remove a remote from a database.

    Raises:
        ServerError: there is no remote of that name.
    """
    session.rows(REMOVE, name)


def push(session: Session, name: str) -> None:
    """Push `main`, and no other branch.

    Raises:
        ServerError: the remote did not take it: `CREDENTIALS`, `NON_FAST_FORWARD`, `UNRELATED`, or
            another error of git.
    """
    session.rows(PUSH, name)
