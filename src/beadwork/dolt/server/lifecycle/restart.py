"""Stop the managed server and start it again, with nobody in between: its settings are read at a
start only.
"""

from __future__ import annotations

from collections.abc import Callable

from beadwork.dolt.server import settings
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import start, stop


def restart(home: Home, say: Callable[[str], None]) -> Record:
    """Return the record of the new server; one that did not run is started.

    Raises:
        BadWorkspace: the settings cannot be used; the server goes on.
        DoltMissing, NoServer, StorageFailure: as `start.ensure`.
    """
    with exclusively(home):
        settings.read(home)
        stop.stop_alone(home)
        return start.ensure_alone(home, say)
