"""Commit the deferred writes (`dolt.auto-commit: off`), and whatever else is uncommitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.writing import dolt_commit, hold_lock, local_operation, uncommitted
from beadwork.model.issues import issue as values

if TYPE_CHECKING:
    from beadwork.dolt.writing.local_operation import Operation
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.dolt.writing.write import Writer


class Committed(NamedTuple):
    """The commit that was made, and the number of deferred writes in it. The commit is None where
    nothing had changed.
    """

    commit: str | None
    writes: int
    message: str


def check(message: str) -> str:
    """Return the message of a commit as it is stored.

    Raises:
        Invalid: the message has a NUL byte, or is too long.
    """
    return (values.text("message", message) or "").strip()


def commit(writer: Writer, message: str = "") -> Committed:
    """Make one commit of everything that is uncommitted on the branch. Its author is the writer's.

    Raises:
        LockTimeout: another process holds the writer lock.
        BeadworkError: the server does not come back. The deferred writes are either still deferred
            or committed.
    """
    writes: list[Operation] = []
    for delay in writer.backoff.delays():
        try:
            with hold_lock.held(writer.session, writer.author.name, writer.lock_seconds):
                # An interrupted try may have committed them already.
                writes = local_operation.deferred(writer.session) or writes
                before, _ = dolt_commit.newest(writer.session)
                uncommitted.commit_as(writer.session, writer.author.line(), message)
                return _outcome(writer, writes, before)
        except ServerError as error:
            last = error.without_frames()
            writer.revive(error)
            writer.backoff.wait(delay)
    raise explain(last)


def _outcome(writer: Writer, writes: list[Operation], before: str) -> Committed:
    commit, message = dolt_commit.newest(writer.session)
    if commit == before and not (
        writes and dolt_commit.has_operation(writer.session, writes[-1].operation)
    ):
        return Committed(None, 0, "")
    return Committed(commit, len(writes), message)


def deferred_writes(reader: Reader) -> int:
    """Return how many writes are deferred."""
    return len(local_operation.deferred(reader))
