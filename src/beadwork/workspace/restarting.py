"""Wait for a server that a town's daemon is starting again: what `bd` does instead of failing at once."""

from __future__ import annotations

import time

from beadwork import errors
from beadwork.dolt.pace import connect_seconds
from beadwork.dolt.server import access, keeper, record
from beadwork.dolt.server.home import Home

RESTART_SECONDS = 10.0
"""A restart takes less than one second, and the second in a row begins after five."""
LOOK_SECONDS = 0.05


def brought_back(home: Home) -> bool:
    """Return True once the daemon's server answers, False at once where no daemon lives or it has given the server up.

    Raises:
        NoServer: the daemon lives, and has not brought it back in time.
    """
    seconds = connect_seconds(RESTART_SECONDS)
    deadline = time.monotonic() + seconds
    while True:
        daemon = keeper.find(home)
        if daemon is None or not daemon.restarts:
            return False
        known = record.read(home)
        if known is not None and known.uuid and access.answers(home, known):
            return True
        if time.monotonic() > deadline:
            break
        time.sleep(LOOK_SECONDS)  # Dolt says nothing when it is ready: one has to ask
    why = f": {daemon.error}" if daemon.error else ""
    raise errors.NoServer(
        f"the server does not answer, and the daemon (pid {daemon.pid}) has not brought it back in {seconds:g} s{why}",
        hint="gt daemon status",
    )
