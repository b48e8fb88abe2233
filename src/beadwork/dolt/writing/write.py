"""The write protocol: the one way in which anything is written, so that nothing is lost and every
author is right.

A write is an action that is run whole, perhaps more than once, and ends in exactly one Dolt commit:

    1  GET_LOCK        the branch's writer lock; whoever waits too long is told who holds it
       dolt_status     a dirty working set was left by a killed writer or by raw SQL: commit it
                       first, as what it is (uncommitted.py)
       START TRANSACTION
    2  the action's reads and writes, and one row in `local_operation` that names this write
    3  COMMIT          durable in the working set
    4  DOLT_COMMIT     history: message, author, and the operation id as a trailer
       RELEASE_LOCK

Each line with a number is one packet. 3 and 4 are packets of their own because Dolt runs the rest
of a packet after a failure (session.py). `local_operation` is matched by `dolt_ignore`: it changes
in the same SQL transaction as the data, but is in no commit. So whoever finds a working set that
was left between 3 and 4 knows whose write it is, and commits it under its own name.

When the connection dies from 3 on, the outcome is looked up by the operation id, never guessed.

With `dolt.auto-commit: off` packet 4 is left out: the write's row in `local_operation` takes a slot
of its own and stays until somebody commits the deferred writes (uncommitted.py). 3 lets the lock go
then.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from time import monotonic
from typing import TypeVar

from beadwork import errors
from beadwork.dolt import program_log
from beadwork.dolt.backoff import Backoff
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Session, Statement
from beadwork.dolt.writing import dolt_commit, local_operation, witness, writer_lock
from beadwork.dolt.writing.author import Author
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.settings_table import float_setting, int_setting

T = TypeVar("T")

LOCK_SECONDS = int_setting("dolt.lock-timeout")
"""How long a writer waits for the writer lock."""
NOTED_SECONDS = float_setting("write.noted-wait")
"""A longer wait for the writer lock is logged."""
MAXIMUM_LOSSES = int_setting("write.lost-connections")
"""Connections that one write may lose before its commit: a statement that brings the server down is
not sent for ever.
"""


class Outcome(Enum):
    """What became of a write that a server error interrupted."""

    WRITTEN = "it is in history, or deferred as it was meant to be"
    NOT_WRITTEN = "nothing of it is there; the action may be run again"


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
        lock_seconds: int = LOCK_SECONDS,
        backoff: Backoff = Backoff(),  # noqa: B008 - an immutable value
        auto_commit: bool = True,
    ) -> None:
        self.session = session
        self.author = author
        self.revive = revive
        self.clock = clock
        self.lock_seconds = lock_seconds
        self.backoff = backoff
        self.auto_commit = auto_commit

    def write(
        self,
        action: Callable[[Transaction], T],
        questions: tuple[Statement, ...] = (),
        *,
        always_commit: bool = False,
    ) -> T:
        """Run `action` and commit what it changed, as one Dolt commit, or none if nothing changed.

        The `questions` are queries that run inside the transaction, in the packet that takes the
        lock: they cost no round trip of their own. `Transaction.answers` has the results.
        Where `auto_commit` is off the write is deferred, unless it has to be a commit
        (`always_commit`).

        Raises:
            OutcomeUnknown: the write was sent, and its outcome cannot be looked up.
            BeadworkError: the action raised it, or the write cannot be done; nothing was written
                then.
        """
        self._settle()
        attempt = Attempt(self, defers=not (self.auto_commit or always_commit))
        for delay in self.backoff.delays():
            try:
                tx = attempt.begin(questions)
                result = action(tx)
                attempt.commit(tx)
            except ServerError as error:
                last_error = error.without_frames()
                if self._recover(attempt, error) is Outcome.WRITTEN:
                    tx.commit = dolt_commit.of_operation(self.session, attempt.operation)
                    return result
                self._pause(delay, error)
            except BaseException:
                attempt.rollback()
                raise
            else:
                return result
        raise explain(last_error)

    @contextmanager
    def batch(self, message: str = "") -> Iterator[Transaction]:
        """Make the writes of a block one transaction and one commit.

        An exception leaves nothing behind. The block itself cannot be run again: where the server
        asks for that before the commit, nothing is written and the error says so.
        """
        self._settle()
        attempt = Attempt(self, defers=not self.auto_commit)
        tx = self._begin(attempt)
        if message:
            tx.say(message)
        try:
            yield tx
            attempt.commit(tx)
        except ServerError as error:
            if not (attempt.is_committing and self._recover(attempt, error) is Outcome.WRITTEN):
                attempt.rollback()
                raise explain(error) from error
        except BaseException:
            attempt.rollback()
            raise

    def _begin(self, attempt: Attempt) -> Transaction:
        for delay in self.backoff.delays():
            try:
                return attempt.begin()
            except ServerError as error:
                last_error = error.without_frames()
                self._recover(attempt, error)
                self._pause(delay, error)
            except BaseException:
                attempt.rollback()
                raise
        raise explain(last_error)

    def _settle(self) -> None:
        """Look up the write of the worker that died at this command, if there was one.

        Raises:
            OutputFailed: the write is done, and the worker has not said so.
            OutcomeUnknown: that cannot be looked up.
        """
        operation, witness.unsettled = witness.unsettled, ""
        if operation and self.was_written(operation, ServerError(0, witness.DEATH)):
            raise errors.OutputFailed(
                f"{witness.DEATH} before it could say that the command was done; it was done",
                hint="bd log -n 1   shows the last write",
            )

    def was_written(self, operation: str, error: ServerError) -> bool:
        """Tell what became of a write that was sent in one packet, which failed with `error`. A
        broken connection is brought back.

        Raises:
            OutcomeUnknown: that cannot be looked up.
        """
        from beadwork.dolt.writing import lookup

        try:
            return self._is_written(operation, error)
        except errors.OutcomeUnknown:
            raise
        except (ServerError, errors.BeadworkError) as failure:
            raise lookup.unknown(operation, failure) from failure

    def _recover(self, attempt: Attempt, error: ServerError) -> Outcome:
        """Bring the session back after an error, and return what became of the write.

        Raises:
            OutcomeUnknown: the write was sent, and its outcome cannot be looked up.
            BeadworkError: another try would fail as well, or the server stays away.
        """
        was_committing = attempt.is_committing
        attempt.end()  # the error closed the connection, so the server has freed the lock
        if error.fault is Fault.NO_TABLE and local_operation.TABLE in error.text:
            local_operation.create(self.session)
            return Outcome.NOT_WRITTEN
        if was_committing:
            return self._look_up(attempt.operation, error)
        if error.is_lost:
            attempt.losses += 1
            if attempt.losses >= MAXIMUM_LOSSES:
                raise explain(error) from error
        if error.fault not in (Fault.RETRY, Fault.DUPLICATE):
            self.revive(error)
        return Outcome.NOT_WRITTEN

    def _look_up(self, operation: str, error: ServerError) -> Outcome:
        """Return what became of a write that was sent to be committed; raises as `_recover`."""
        program_log.warning(__name__, "what became of write %s is looked up: %s", operation, error)
        is_written = self.was_written(operation, error)
        words = "made" if is_written else "not made"
        program_log.info(__name__, "write %s was %s", operation, words)
        if is_written:
            return Outcome.WRITTEN
        if error.is_lost or error.fault is Fault.RETRY:
            return Outcome.NOT_WRITTEN
        raise explain(error) from error

    def _is_written(self, operation: str, error: ServerError) -> bool:
        """Look an operation up, and again where the connection is lost meanwhile."""
        from beadwork.dolt.writing import lookup

        for _ in range(MAXIMUM_LOSSES):
            if error.is_lost:
                self.revive(error)
            try:
                return lookup.is_written(
                    self.session, operation, self.author.name, self.lock_seconds
                )
            except ServerError as failure:
                if not failure.is_lost:
                    raise
                error = failure.without_frames()
        raise error.without_frames()

    def _pause(self, delay: float, error: ServerError) -> None:
        if error.fault is not Fault.NO_TABLE:  # no other writer caused it: do not wait for one
            program_log.info(__name__, "a write is tried again: %s", error)
            self.backoff.wait(delay)


class Attempt:
    """One write on its way through the protocol, under one operation id for all its tries."""

    def __init__(self, writer: Writer, *, defers: bool) -> None:
        self.writer = writer
        self.session = writer.session
        self.operation = os.urandom(8).hex()
        self.defers = defers
        self.slot = local_operation.COMMITTING_SLOT
        self.is_committing = False
        """True from packet 3 on: from then on only a look-up tells the outcome of the write."""
        self.signature: str | None = None
        self.process = os.getpid()
        self.losses = 0

    def begin(self, questions: tuple[Statement, ...] = ()) -> Transaction:
        """Take the lock, commit what others left, and start the transaction.

        Raises:
            LockTimeout: somebody holds the writer lock; the message says who.
            ServerError: the server failed.
        """
        name = writer_lock.name(self.session)
        began = monotonic()
        while True:
            locked, uncommitted, slots, _, *answers = self.session.pipeline(
                writer_lock.take(name, self.writer.lock_seconds),
                dolt_commit.UNCOMMITTED,
                local_operation.SLOTS,
                ("START TRANSACTION", ()),
                *questions,
            )
            if locked.rows[0][0] != 1:
                raise writer_lock.held_by_another(self.session, name, self.writer.lock_seconds)
            waited = monotonic() - began
            if waited > NOTED_SECONDS:
                program_log.info(__name__, "waited %.1f s for the writer lock %s", waited, name)
            self.signature = writer_lock.sign(self.session, self.writer.author.name)
            last_slot = max((slot for (slot,) in slots.rows), default=1)
            if self._may_follow(bool(uncommitted.rows), last_slot > 1):
                self.slot = last_slot + 1 if self.defers else local_operation.COMMITTING_SLOT
                self.session.in_transaction = True
                return Transaction(self.session, self.writer.author, self.writer.clock(), answers)
            self._commit_what_others_left()

    def commit(self, tx: Transaction) -> None:
        """Commit what the action wrote; only release the lock where it wrote nothing.

        Raises:
            BeadworkError: a part of a batch failed after it had written something.
            ServerError: the server failed.
        """
        if tx.broken is not None:
            raise errors.BeadworkError(
                f"a part of the batch failed, so nothing of it is written: {tx.broken}"
            )
        if not tx.changed:
            self.rollback()
            return
        author = tx.author.line()
        message = f"{tx.message()}\n\n{dolt_commit.TRAILER}{self.operation}"
        tx.write(local_operation.SAVE, self.slot, self.operation, author, message)
        tx.read()  # sends what is unsent
        witness.announce(self.operation)
        self.is_committing = True
        if self.defers:
            self.session.pipeline(("COMMIT", ()), writer_lock.release())
        else:
            self.session.run("COMMIT")
            # Dolt may find nothing to commit: the new values equal the old ones, or another writer
            # has made this commit already.
            tx.commit = dolt_commit.make(self.session, message, author, writer_lock.release())
        self.end()

    def rollback(self) -> None:
        """Roll back and let the lock go; nothing of the action stays."""
        self.end()
        if not self.session.is_open:
            return
        try:
            self.session.pipeline(("ROLLBACK", ()), writer_lock.release())
        except ServerError:  # the server rolls back what a dead connection left
            return

    def end(self) -> None:
        """Reset the state of this attempt: no write is under way any more."""
        self.is_committing = False
        self.session.in_transaction = False
        if self.process == os.getpid():  # a copy of this process has not ended the write
            writer_lock.unsign(self.signature)
        self.signature = None

    def _may_follow(self, is_dirty: bool, has_deferred: bool) -> bool:
        """Tell whether this write may leave what is uncommitted as it is.

        A deferred write may follow deferred writes; any other write needs a clean working set.
        """
        if self.defers:
            return has_deferred or not is_dirty
        return not has_deferred and not is_dirty

    def _commit_what_others_left(self) -> None:
        from beadwork.dolt.writing import uncommitted

        self.session.run("ROLLBACK")
        uncommitted.commit(self.session)
        # Dolt counts how often a connection takes a lock: each time needs a release.
        self.session.pipeline(writer_lock.release())
