"""The lock of a remote: one push at a time from this server.

Two pushes at the same time spoil each other's work: the one that loses fails with the words of
another town's race, and can lose a file of the remote for good (docs/dolt-notes.md). Pushes of
another server are not held up; they are met by a fetch, a merge and another push.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from beadwork.dolt.connection.driver import digest
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.writing import writer_lock
from beadwork.model.settings_table import int_setting

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

SECONDS = int_setting("dolt.lock-timeout")


def name(session: Session, remote: str) -> str:
    """Return the name of the lock, at most 64 characters."""
    return f"beadwork-push/{digest(f'{session.database}/{remote}'.lower())[:40]}"


@contextmanager
def held(session: Session, remote: str) -> Iterator[None]:
    """Hold the lock of the remote `remote` of the session's database while the block pushes.

    The session holds no writer lock: this one is freed with all others of its connection.

    Raises:
        LockTimeout: another push holds the lock; the message names it.
        ServerError: the server failed.
    """
    lock = name(session, remote)
    (locked,) = session.pipeline(writer_lock.take(lock, SECONDS))
    if locked.rows[0][0] != 1:
        what = f"another push of {session.database} to {remote}"
        raise writer_lock.held_by_another(session, lock, SECONDS, what)
    signature = writer_lock.sign(session, "a push")
    try:
        yield
    finally:
        writer_lock.unsign(signature)
        free(session)


def free(session: Session) -> None:
    """Free the lock where the connection still lives: the server frees it with a dead one."""
    if not session.is_open:
        return
    try:
        session.pipeline(writer_lock.release())
    except ServerError:
        return
