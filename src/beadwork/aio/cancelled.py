"""Calls that are cancelled: each ends before its work or after it, and says which.

A call that has not begun never begins. One that has begun is waited for, and what became of it is
on the `CancelledError`: as a note for people, and for programs by `outcome`.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from enum import Enum
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

_NAME = "beadwork_outcome"
"""The attribute of a `CancelledError` that has the outcome."""


class Ending(Enum):
    """How a cancelled call ended."""

    NOT_BEGUN = "had not begun, and was left"
    RETURNED = "had begun, and was made"
    RAISED = "had begun, and was refused or failed"
    ROLLED_BACK = "was rolled back"


class Outcome(NamedTuple):
    """What became of a call that was cancelled."""

    call: str
    """The name of the method."""
    ending: Ending
    result: Any = None
    """What it returned; None where it did not return."""
    error: BaseException | None = None
    """What it raised. Nothing was written then, unless it is `OutcomeUnknown`."""

    def __str__(self) -> str:
        why = f": {self.error}" if self.error is not None else ""
        return f"beadwork: the cancelled call {self.call} {self.ending.value}{why}"


def outcome(error: BaseException) -> Outcome | None:
    """Return what became of the call that was cancelled, from a `CancelledError`, or from a
    `TimeoutError` that it was turned into. None where no call of a tracker was under way.
    """
    seen: BaseException | None = error
    while seen is not None:
        found: Outcome | None = vars(seen).get(_NAME)
        if found is not None:
            return found
        seen = seen.__cause__ or seen.__context__
    return None


def tell(error: BaseException, found: Outcome) -> None:
    """Let an error say what became of a call. What it said before is taken back: a call within a
    batch has the batch's outcome.
    """
    before = vars(error).get(_NAME)
    notes: list[str] = getattr(error, "__notes__", [])
    if before is not None and str(before) in notes:
        notes.remove(str(before))
    setattr(error, _NAME, found)
    error.add_note(str(found))


async def settled(future: Future[T], call: str) -> T:
    """Wait for a call in a thread, and return its result.

    Raises:
        CancelledError: with the outcome of the call.
        BaseException: what the call raised.
    """
    waiter = asyncio.wrap_future(future)
    try:
        return await asyncio.shield(waiter)
    except asyncio.CancelledError as error:
        if future.cancel():
            tell(error, Outcome(call, Ending.NOT_BEGUN))
            raise
        failure = await ended(waiter)
        if failure is None:
            tell(error, Outcome(call, Ending.RETURNED, result=future.result()))
        else:
            tell(error, Outcome(call, Ending.RAISED, error=failure))
        raise


async def ended(waiter: asyncio.Future[Any]) -> BaseException | None:
    """Wait for the end of a call, however often the task is cancelled meanwhile, and return what it
    raised.
    """
    while not waiter.done():
        try:
            await asyncio.wait([waiter])
        except asyncio.CancelledError:
            continue
    return waiter.exception()
