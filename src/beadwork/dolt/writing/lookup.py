"""The outcome of a write whose commit was sent and never answered: looked up, never guessed."""

from __future__ import annotations

from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import dolt_commit, hold_lock, uncommitted
from beadwork.errors import BeadworkError, OutcomeUnknown


def is_written(session: Session, operation: str, holder: str, lock_seconds: int) -> bool:
    """Tell whether a write is in history, or deferred. A half-committed write is committed first.

    The look-up holds the writer lock, so that no writer is between COMMIT and DOLT_COMMIT.

    Raises:
        LockTimeout: another writer holds the lock.
        OutcomeUnknown: the write is half-committed, and Dolt cannot commit it.
        ServerError: the server failed.
    """
    with hold_lock.held(session, holder, lock_seconds):
        if dolt_commit.has_operation(session, operation):
            return True
        if uncommitted.is_deferred(session, operation):
            return True
        if not uncommitted.is_half_committed(session, operation):
            return False
        try:
            uncommitted.commit(session)
        except ServerError as error:
            raise OutcomeUnknown(
                "the write is saved, but not in history yet, as Dolt cannot commit it: "
                f"{error.text}",
                hint="remove the cause; the next write commits it under its own name",
                exit_status=explain(error).exit_status,
            ) from error
        return True


def unknown(operation: str, error: ServerError | BeadworkError) -> OutcomeUnknown:
    """Return the error for a write whose outcome could not be looked up, because of `error`."""
    cause = explain(error) if isinstance(error, ServerError) else error
    return OutcomeUnknown(
        "the connection broke while the write was being committed; "
        f"whether it was done is not known: {cause}",
        hint=f"bd log --grep {operation}",
        operation=operation,
        exit_status=cause.exit_status,
    )
