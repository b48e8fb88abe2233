"""The write protocol: the one way in which anything is written, so that nothing is lost and every
author is right.

A write is an action that is run whole, perhaps more than once, and ends in exactly one Dolt commit:

    1  GET_LOCK        the branch's writer lock; whoever waits too long is told who holds it
       dolt_status     a dirty working set was left by a killed writer or by raw SQL: settle it first (settle.py)
       START TRANSACTION
    2  the action's reads and writes, and one row in `local_operation` that names this write
    3  COMMIT          durable in the working set
    4  DOLT_COMMIT     history: message, author, and the operation id as a trailer
       RELEASE_LOCK

Each line with a number is one packet. 3 and 4 are packets of their own because Dolt runs the rest
of a packet after a failure (session.py). `local_operation` is matched by `dolt_ignore`: it changes
in the same SQL transaction as the data, but is in no commit. So whoever finds a working set that
was left between 3 and 4 knows whose write it is, and commits it under its own name.

When the connection dies from 3 on, the outcome is looked up by the operation id, never guessed
(FIELD-NOTES 2).

With `dolt.auto-commit: off` packet 4 is left out: the write's row in `local_operation` takes a slot
of its own and stays until somebody commits what waits (settle.py). 3 lets the lock go then.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

from beadwork import errors
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Session, Statement
from beadwork.dolt.writing import hold_lock, settle, writer_lock
from beadwork.dolt.writing.author import Author
from beadwork.dolt.writing.backoff import Pace
from beadwork.dolt.writing.transaction import Reader as Reader
from beadwork.dolt.writing.transaction import Transaction as Transaction

T = TypeVar("T")

LOSSES = 5
"""Connections that one write may lose before its commit: a statement that brings the server down is
not sent for ever.
"""


class Writer:
    """Runs actions by the protocol over one session.

    The outcome of `write` is certain: it returns and the commit is there, or it raises and nothing
    was written. The one exception is a server that stays away while the outcome is looked up: the
    error then says so.
    """

    def __init__(
        self,
        session: Session,
        author: Author,
        *,
        revive: Callable[[ServerError], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC).replace(tzinfo=None),
        lock_seconds: int = 60,
        pace: Pace = Pace(),  # noqa: B008 - an immutable value
        auto_commit: bool = True,
    ) -> None:
        self.session = session
        self.author = author
        self.revive = revive
        self.clock = clock
        self.lock_seconds = lock_seconds
        self.pace = pace
        self.auto_commit = auto_commit

    def write(
        self,
        action: Callable[[Transaction], T],
        ahead: tuple[Statement, ...] = (),
        *,
        always_commit: bool = False,
    ) -> T:
        """Run `action` and commit what it changed, as one Dolt commit; nothing changed means no
        commit.

        The questions `ahead` are asked inside the transaction, but cost no round trip of their own.
        Where `auto_commit` is off the write waits for a commit, unless it is one that has to be a
        commit (`always_commit`).

        Raises:
            OutcomeUnknown: the write was sent, and nobody is there to say what became of it.
            BeadworkError: what the action raised, or why the write cannot be done; nothing was
                written then.
        """
        attempt = Attempt(self, os.urandom(8).hex(), commits=self.auto_commit or always_commit)
        for delay in self.pace.delays():
            try:
                tx = attempt.begin(ahead)
                result = action(tx)
                attempt.finish(tx)
            except ServerError as error:
                if attempt.succeeded(error):
                    return result
                self._pause(delay, error)
            except BaseException:
                attempt.abandon()
                raise
            else:
                return result
        raise explain(attempt.last_error)

    @contextmanager
    def batch(self, message: str = "") -> Iterator[Transaction]:
        """Make the writes of a block one transaction and one commit; an exception leaves nothing
        behind.

        The block itself cannot be run again: where the server asks for that before the commit,
        nothing is written and the error says so.
        """
        attempt = Attempt(self, os.urandom(8).hex(), commits=self.auto_commit)
        tx = self._begin(attempt)
        if message:
            tx.say(message)
        try:
            yield tx
            attempt.finish(tx)
        except ServerError as error:
            if not attempt.committing or not attempt.succeeded(error):
                attempt.abandon()
                raise explain(error) from error
        except BaseException:
            attempt.abandon()
            raise

    def _pause(self, delay: float, error: ServerError) -> None:
        if error.fault is not Fault.NO_TABLE:  # there is nobody to wait for
            self.pace.wait(delay)

    def _begin(self, attempt: Attempt) -> Transaction:
        for delay in self.pace.delays():
            try:
                return attempt.begin()
            except ServerError as error:
                attempt.succeeded(error)
                self._pause(delay, error)
            except BaseException:
                attempt.abandon()
                raise
        raise explain(attempt.last_error)


class Attempt:
    """One write on its way through the protocol, under one operation id however often it is
    begun.
    """

    def __init__(self, writer: Writer, operation: str, *, commits: bool) -> None:
        self.writer = writer
        self.session = writer.session
        self.operation = operation
        self.commits = commits
        self.slot = 1
        self.committing = False
        self.signature: str | None = None
        self.losses = 0
        self.last_error = ServerError(0, "never tried")

    def begin(self, ahead: tuple[Statement, ...] = ()) -> Transaction:
        """Take the lock, settle what others left, and start the transaction.

        Raises:
            LockTimeout: somebody holds the writer lock; the message says who.
            ServerError: the server failed.
        """
        name = writer_lock.name(self.session)
        while True:
            taken, dirty, slots, _, *answers = self.session.pipeline(
                writer_lock.take(name, self.writer.lock_seconds),
                settle.DIRTY,
                settle.PROBE,
                ("START TRANSACTION", ()),
                *ahead,
            )
            if taken.rows[0][0] != 1:
                raise writer_lock.held_by_another(self.session, name, self.writer.lock_seconds)
            self.signature = writer_lock.sign(self.session, self.writer.author.name)
            last = max((slot for (slot,) in slots.rows), default=1)
            if self._may_follow(bool(dirty.rows), is_waiting=last > 1):
                self.slot = 1 if self.commits else last + 1
                self.session.in_transaction = True
                return Transaction(self.session, self.writer.author, self.writer.clock(), answers)
            self.session.run("ROLLBACK")
            settle.settle(self.session)
            # Locks are counted: one that is taken again has to be let go as often.
            self.session.pipeline(writer_lock.release())

    def _may_follow(self, is_dirty: bool, *, is_waiting: bool) -> bool:
        """Tell whether what is uncommitted may stay so: nothing, or writes that wait where this one
        will wait too.
        """
        return not is_dirty and not is_waiting if self.commits else not is_dirty or is_waiting

    def finish(self, tx: Transaction) -> None:
        """Commit what the action wrote, or let go where it wrote nothing.

        Raises:
            BeadworkError: a part of a batch failed after it had written something.
            ServerError: the server failed.
        """
        if tx.broken is not None:
            raise errors.BeadworkError(
                f"a part of the batch failed, so nothing of it is written: {tx.broken}"
            )
        if not tx.changed:
            self.abandon()
            return
        message = f"{tx.message()}\n\n{settle.TRAILER}{self.operation}"
        tx.write(settle.NOTE, self.slot, self.operation, tx.author.line(), message)
        tx.read()
        self.committing = True
        if self.commits:
            self.session.run("COMMIT")
            self._dolt_commit(message, tx.author.line())
        else:
            self.session.pipeline(("COMMIT", ()), writer_lock.release())
        self._end()

    def _end(self) -> None:
        """Nothing is under way any more."""
        self.committing = False
        self.session.in_transaction = False
        writer_lock.unsign(self.signature)
        self.signature = None

    def _dolt_commit(self, message: str, author: str) -> None:
        try:
            self.session.pipeline(
                ("CALL DOLT_COMMIT('-Am', %s, '--author', %s)", (message, author)),
                writer_lock.release(),
            )
        except ServerError as error:
            # The values written equal those that were there, or somebody settled our working set
            # already.
            if error.fault is not Fault.NOTHING_TO_COMMIT:
                raise

    def succeeded(self, error: ServerError) -> bool:
        """Tell whether the write is in history after all; False means that it is not and may be run
        again.

        Raises:
            BeadworkError: the failure is none that another try could mend, or the server stays
                away.
        """
        self.last_error = error
        committing = self.committing
        self._end()
        if error.fault is Fault.NO_TABLE and settle.TABLE in error.text:
            settle.create_table(self.session)
            return False
        if committing:
            return self._look_up(error)
        if error.fault in (Fault.LOST, Fault.REFUSED):
            self.losses += 1
            if self.losses >= LOSSES:
                raise explain(error) from error
        if error.fault not in (Fault.RETRY, Fault.DUPLICATE):
            self.writer.revive(error)
        return False

    def _look_up(self, error: ServerError) -> bool:
        """Find out what became of a write that was sent to be committed, and never guess."""
        try:
            if error.fault in (Fault.LOST, Fault.REFUSED):
                self.writer.revive(error)
            found = self._find()
        except errors.OutcomeUnknown:
            raise
        except (ServerError, errors.BeadworkError) as again:
            raise self._unknown(again) from again
        if not found and error.fault not in (Fault.LOST, Fault.REFUSED, Fault.RETRY):
            raise explain(error) from error
        return found

    def _find(self) -> bool:
        """Look for the operation under the writer lock, so that nobody is between COMMIT and
        DOLT_COMMIT.
        """
        with hold_lock.held(self.session, self.writer.author.name, self.writer.lock_seconds):
            if settle.in_history(self.session, self.operation) or settle.is_pending(
                self.session, self.operation
            ):
                return True
            if not settle.is_waiting(self.session, self.operation):
                return False
            try:
                settle.settle(self.session)
            except ServerError as error:
                raise errors.OutcomeUnknown(
                    f"the write is saved, but not in history yet, as Dolt cannot commit it: {error.text}",
                    hint="mend that; the next write commits it under its own name",
                    exit_status=explain(error).exit_status,
                ) from error
            return True

    def _unknown(self, again: ServerError | errors.BeadworkError) -> errors.OutcomeUnknown:
        cause = explain(again) if isinstance(again, ServerError) else again
        return errors.OutcomeUnknown(
            f"the connection broke while the write was being committed; whether it was done is not known: {cause}",
            hint=f"bd log --grep {self.operation}",
            exit_status=cause.exit_status,
        )

    def abandon(self) -> None:
        """Roll back and let the lock go; nothing of the action stays."""
        self._end()
        if not self.session.is_open:
            return
        try:
            self.session.pipeline(("ROLLBACK", ()), writer_lock.release())
        except ServerError:  # the server rolls back what a dead connection left
            return
