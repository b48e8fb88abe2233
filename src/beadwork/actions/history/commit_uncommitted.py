"""Commit what waits: the writes made with `dolt.auto-commit: off`, and whatever else lies
uncommitted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.writing import hold_lock, settle
from beadwork.model.issues import issue as values

if TYPE_CHECKING:
    from beadwork.dolt.writing.deferred_message import Pending
    from beadwork.dolt.writing.write import Reader, Writer


class Committed(NamedTuple):
    """The commit that was made, None where nothing had changed, and how many writes are in it that
    waited.
    """

    commit: str | None
    writes: int
    message: str


def check(message: str) -> str:
    """Return the message of a commit as it would be kept.

    Raises:
        Invalid: it holds a NUL byte, or is too long.
    """
    return (values.text("message", message) or "").strip()


def commit(writer: Writer, message: str = "") -> Committed:
    """Make one commit of everything that is uncommitted on the branch, whose author is the one who
    asks.

    Raises:
        LockTimeout: somebody holds the writer lock.
        BeadworkError: the server stays away; what waited still waits, or is committed.
    """
    writes: list[Pending] = []
    for delay in writer.pace.delays():
        try:
            with hold_lock.held(writer.session, writer.author.name, writer.lock_seconds):
                # A try that was cut off may have gathered them already.
                writes = settle.waiting(writer.session) or writes
                before, _ = settle.newest(writer.session)
                settle.commit(writer.session, writer.author.line(), message)
                return _outcome(writer, writes, before)
        except ServerError as error:
            last = error
            writer.revive(error)
            writer.pace.wait(delay)
    raise explain(last)


def _outcome(writer: Writer, writes: list[Pending], before: str) -> Committed:
    commit, message = settle.newest(writer.session)
    if commit == before and not (
        writes and settle.in_history(writer.session, writes[-1].operation)
    ):
        return Committed(None, 0, "")
    return Committed(commit, len(writes), message)


def waiting(reader: Reader) -> int:
    """Return how many writes wait for a commit."""
    return len(settle.waiting(reader))
