"""Who is told that a write is about to be committed: the client of a worker, which would look up
the outcome if the worker died now.
"""

from __future__ import annotations

from collections.abc import Callable

DEATH = "the process of the command server that did this command was killed"


def _nobody(_operation: str) -> None:
    """Tell nobody: this process is the one that the person started."""


announce: Callable[[str], None] = _nobody
"""Called with the id of an operation, before anything of it can stay."""
unsettled = ""
"""The operation of a worker that died, which the first write of this process looks up; empty for
none.
"""
