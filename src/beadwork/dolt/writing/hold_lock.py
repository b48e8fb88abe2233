"""Hold a lock of the server for what is no transaction, such as a fork or a Dolt commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import writer_lock


@contextmanager
def held(
    session: Session, holder: str, seconds: int, *, lock: str = "", what: str = ""
) -> Iterator[None]:
    """Hold the lock `lock` while the block runs, by default that of the session's branch: then no
    other writer is between COMMIT and DOLT_COMMIT. `what` is what one waits for, in the error.

    The session holds no other lock: all of its connection are freed at the end.

    Raises:
        LockTimeout: another process holds the lock; the message names it.
        ServerError: the server failed.
    """
    name = lock or writer_lock.name(session)
    (locked,) = session.pipeline(writer_lock.take(name, seconds))
    if locked.rows[0][0] != 1:
        raise writer_lock.held_by_another(session, name, seconds, what)
    signature = writer_lock.sign(session, holder)
    try:
        yield
    finally:
        writer_lock.unsign(signature)
        free(session)


def free(session: Session) -> None:
    """Free the locks of a connection that still lives: the server frees those of a dead one."""
    if not session.is_open:
        return
    try:
        session.pipeline(writer_lock.release())
    except ServerError:
        return
