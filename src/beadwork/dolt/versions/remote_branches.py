"""Branches of a remote other than `main`: push one, fetch them, and what is known of them here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.dolt.relays import relay
from beadwork.dolt.versions import push_lock

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Reader

PUSH = "CALL DOLT_PUSH(%s, %s)"
FETCH = "CALL DOLT_FETCH(%s)"
HEADS = "SELECT name, hash FROM dolt_remote_branches"
MOVE = "CALL DOLT_RESET('--hard', %s)"


def push(session: Session, remote: str, branch: str) -> None:
    """Push one branch, under its own name, and no other.

    Raises:
        ServerError: the remote did not take it, as with `remotes.push`.
    """
    with push_lock.held(session, remote), relay.pushing(session, remote, branch):
        session.rows(PUSH, remote, branch)


def fetch(session: Session, remote: str) -> None:
    """Fetch all branches of a remote.

    Raises:
        ServerError: the remote cannot be read.
    """
    with relay.fetching(session, remote):
        session.rows(FETCH, remote)


def heads(reader: Reader, remote: str) -> dict[str, str]:
    """Return the newest known commit of each branch of a remote, by the branch's name."""
    begin = f"remotes/{remote}/"
    return {
        str(name).removeprefix(begin): str(commit)
        for name, commit in reader.rows(HEADS)
        if str(name).startswith(begin)
    }


def move(session: Session, commit: str) -> None:
    """Move the session's branch to a commit. The caller holds its writer lock."""
    session.rows(MOVE, commit)
