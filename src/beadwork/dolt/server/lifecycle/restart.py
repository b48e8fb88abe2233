"""Stop the managed server and start it again, under one lock. A server reads its settings only when
it starts.
"""

from __future__ import annotations

from collections.abc import Callable

from beadwork.dolt.server import settings
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import start, stop


def restart(home: Home, say: Callable[[str], None]) -> Record:
    """Return the record of the new server; a server that did not run is started.

    Raises:
        BadWorkspace: the settings cannot be used; the old server goes on running.
        DoltMissing, NoServer, StorageFailure: as `start.ensure`.
    """
    with exclusively(home):
        settings.read(home)
        stop.stop_alone(home)
        return start.ensure_alone(home, say)
