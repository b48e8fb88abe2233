"""Start the user's own server when it is needed, and tell what is happening meanwhile."""

from __future__ import annotations

import os
import sys

from beadwork.dolt import program_log
from beadwork.dolt.connection import driver
from beadwork.dolt.server.files.home import Home
from beadwork.model.printable import clean


def may_start(home: Home) -> bool:
    """Tell whether a managed server may be started on demand: the user's own, unless
    `BEADS_DOLT_AUTO_START` forbids it; never a town's.
    """
    return home.program == "bd" and os.environ.get("BEADS_DOLT_AUTO_START", "1").lower() not in (
        "0",
        "false",
        "no",
    )


def start(home: Home) -> None:
    """Start the server, where it does not answer.

    Raises:
        DoltMissing, NoServer, StorageFailure: as `lifecycle.start.ensure`.
    """
    from beadwork.dolt.server.lifecycle import start as lifecycle

    lifecycle.ensure(home, say)


def say(line: str) -> None:
    """Tell a person on standard error, and another program by its `logging`."""
    if driver.is_command:
        sys.stderr.write(f"{clean(line)}\n")
    else:
        program_log.info(__name__, "%s", line)
