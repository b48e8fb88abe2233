"""The steps of a command that takes a worker away. A step that fails says which one it was, and the
command that goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.errors import (
    BeadworkError,
    Blocked,
    BranchRefused,
    LostRace,
    MergeRefused,
    NoServer,
    StepFailed,
    UnfinishedWork,
)
from beadwork.town.workers.record import Worker


@contextmanager
def step(worker: Worker, what: str, again: str) -> Iterator[None]:
    """Run the block as the step `what`, such as "merged". `again` is the command that goes on.

    Raises:
        UnfinishedWork: the block was refused.
        StepFailed: the block failed.
    """
    try:
        yield
    except (Blocked, BranchRefused, LostRace, MergeRefused) as error:
        raise _refused(worker, what, again, error) from error
    except ServerError as error:
        raise _failed(worker, what, again, explain(error)) from error
    except BeadworkError as error:
        raise _failed(worker, what, again, error) from error
    except OSError as error:
        raise StepFailed(
            f"{worker.address} is not {what}: {error.filename}: {error.strerror}", hint=again
        ) from error


def _refused(worker: Worker, what: str, again: str, error: BeadworkError) -> UnfinishedWork:
    hint = error.hint if again in error.hint or not error.hint else f"{error.hint}; then {again}"
    return UnfinishedWork(f"{worker.address} is not {what}: {error.message}", hint=hint or again)


def _failed(worker: Worker, what: str, again: str, error: BeadworkError) -> StepFailed:
    hint = f"{error.hint}; then {again}" if isinstance(error, NoServer) else again
    return StepFailed(f"{worker.address} is not {what}: {error.message}", hint=hint)
