"""Hold the writer lock of a branch for what is no transaction, such as a fork or a Dolt commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import writer_lock


@contextmanager
def held(session: Session, holder: str, seconds: int) -> Iterator[None]:
    """Hold the lock of the session's branch while the block runs.

    Meanwhile no other writer is between COMMIT and DOLT_COMMIT.

    Raises:
        LockTimeout: another writer holds the lock; the message names it.
        ServerError: the server failed.
    """
    name = writer_lock.name(session)
    (locked,) = session.pipeline(writer_lock.take(name, seconds))
    if locked.rows[0][0] != 1:
        raise writer_lock.held_by_another(session, name, seconds)
    signature = writer_lock.sign(session, holder)
    try:
        yield
    finally:
        writer_lock.unsign(signature)
        _release(session)


def _release(session: Session) -> None:
    if not session.is_open:
        return
    try:
        session.pipeline(writer_lock.release())
    except ServerError:  # the server frees what a dead connection held
        return
