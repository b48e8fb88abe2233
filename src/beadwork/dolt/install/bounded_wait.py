"""Bound the wait for work that cannot be interrupted, above all a look-up by a silent name server.

A socket's timeout covers one connect and one read. Looking up a name has no timeout, and several
addresses are tried in turn. Invariant: `within` returns or raises after `seconds`, whatever the
work does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")


def within(
    seconds: float, work: Callable[[], Result], *, discard: Callable[[Result], object]
) -> Result:
    """Return `work()`; a result that is too late goes to `discard`.

    Raises:
        TimeoutError: the work has not ended after `seconds`.

    The late work goes on in a daemon thread, which does not hold up the end of the process.
    """
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - the waiting thread raises it
            future.set_exception(error)

    def too_late(late: Future[Result]) -> None:
        if late.exception() is None:
            discard(late.result())

    threading.Thread(target=run, daemon=True).start()
    try:
        return future.result(seconds)
    except TimeoutError:
        future.add_done_callback(too_late)
        raise
