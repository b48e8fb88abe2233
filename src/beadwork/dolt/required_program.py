"""The `dolt` to run, installed first where this machine has none that can be used."""

from __future__ import annotations

from collections.abc import Callable

from beadwork.dolt.program import Program, search
from beadwork.errors import DoltMissing


def require(say: Callable[[str], None]) -> Program:
    """Return the Dolt to use, installing one where there is none; `say` gets a line per step.

    Raises:
        DoltMissing: none can be used, and none could be installed.
        StorageFailure: the user's data directory cannot be written.
    """
    found = search()
    if found.program:
        return found.program
    for line in found.passed_over:
        say(line)
    from beadwork.dolt.install import install

    try:
        return install(say)
    except DoltMissing as failure:
        raise DoltMissing(
            "\n".join([failure.message, *found.passed_over]), hint=failure.hint
        ) from failure
