"""A merge in one packet, for merges of which all rows are Dolt's to take: none was changed on both
sides.

    GET_LOCK
    DOLT_MERGE       commits as well, in one step: a crash leaves all of it or nothing
    RELEASE_ALL_LOCKS

What the write protocol (write.py) looks at in its first packet, the merge looks at itself, by a
condition: the lock is ours, and both branches are what they were when the merge was planned. The
hash of the working set stands for everything that may be uncommitted on ours. Where the condition
does not hold, Dolt merges the branch with itself, which does nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.versions.merging import Heads, State
from beadwork.dolt.writing import dolt_commit, writer_lock

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Statement
    from beadwork.dolt.writing.write import Writer

MERGE = """
    CALL DOLT_MERGE('--no-ff', '-m', %s, '--author', %s, IF(
        IS_USED_LOCK(%s) = CONNECTION_ID()
        AND DOLT_HASHOF('HEAD') = %s AND DOLT_HASHOF_DB('WORKING') = %s
        AND DOLT_HASHOF(%s) = %s AND DOLT_MERGE_BASE('HEAD', %s) = %s,
        %s, 'HEAD'))
"""
TAKE_LOCK = "SET @beadwork_locked = GET_LOCK(%s, %s)"
AFTER = """
    VALUES ROW(CONCAT_WS(' ', IFNULL(@beadwork_locked, 0), DOLT_HASHOF('HEAD'),
        DOLT_HASHOF_DB('WORKING'), RELEASE_ALL_LOCKS()))
"""
"""One column: each takes the driver 0.02 ms."""


class Planned(NamedTuple):
    """A merge to send: the branch, what both sides were when it was planned, and the message of
    the commit without its trailer.
    """

    branch: str
    heads: Heads
    ours: State
    message: str


class Sent(NamedTuple):
    """What became of a merge that was sent."""

    is_done: bool
    state: State | None = None
    """The state of our branch after it, where that is known."""


def send(writer: Writer, planned: Planned) -> Sent:
    """Send a merge, and return whether it was done. It was not where a branch has changed, or the
    server failed: nothing was written then, and the write protocol may do the merge.

    Raises:
        LockTimeout: somebody holds the writer lock; the message says who.
        OutcomeUnknown: the merge was sent, and its outcome cannot be looked up.
    """
    session, operation = writer.session, os.urandom(8).hex()
    lock = writer_lock.name(session)
    try:
        _, merged, after = session.pipeline(
            (TAKE_LOCK, (lock, writer.lock_seconds)),
            _statement(planned, lock, writer.author.line(), operation),
            (AFTER, ()),
        )
    except ServerError as error:
        return Sent(writer.was_written(operation, error))
    locked, *hashes, _ = str(after.rows[0][0]).split(" ")
    if locked != "1":
        raise writer_lock.held_by_another(session, lock, writer.lock_seconds)
    is_done = bool(merged.rows[0][0])
    return Sent(is_done, State._make(hashes) if is_done else None)


def _statement(planned: Planned, lock: str, author: str, operation: str) -> Statement:
    message = f"{planned.message}\n\n{dolt_commit.TRAILER}{operation}"
    theirs, base = planned.heads.theirs, planned.heads.base
    guard = (lock, *planned.ours, planned.branch, theirs, theirs, base)
    return (MERGE, (message, author, *guard, theirs))
