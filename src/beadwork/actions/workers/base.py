"""The commit that a worker's branch begins at: all of `main`, also what was uncommitted."""

from __future__ import annotations

from beadwork.dolt.writing import dolt_commit, hold_lock, uncommitted
from beadwork.dolt.writing.write import Writer


def settle(writer: Writer) -> str:
    """Commit what is uncommitted on the branch in use, under its own message and author, and return
    the hash of the newest commit.

    Raises:
        LockTimeout: another writer holds the lock.
        ServerError: the server failed.
    """
    session = writer.session
    with hold_lock.held(session, writer.author.name, writer.lock_seconds):
        uncommitted.commit(session)
        commit, _ = dolt_commit.newest(session)
    return commit
