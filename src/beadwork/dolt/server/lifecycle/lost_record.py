"""Find a running server of ours whose record was lost or damaged, and write the record again.

The server is found by its process: it works in our data directory with our configuration file. What
answers at the socket and takes our password is that server, so its uuid is recorded anew.
"""

from __future__ import annotations

import os

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import start
from beadwork.dolt.server.machine import process
from beadwork.errors import BeadworkError


def find(home: Home) -> Record | None:
    """Return the record of our running server, written again where it answers. None where no server
    of ours runs, or where it was started before its directory was moved.
    """
    if not os.path.exists(home.configuration):
        return None
    found = start.running(home)
    server = process.find(home, found) if found else None
    if found is None or server is None or process.has_moved(server, home):
        return None
    try:
        answer = access.ask(access.address(home, found))
        with exclusively(home):  # a stop by hand removes the record, and the process
            if record.read(home) is None and process.find(home, found) is not None:
                record.write(home, found._replace(uuid=answer.uuid, version=answer.version))
            return record.read(home)
    except (ServerError, BeadworkError):  # it is silent, or refuses us: the caller gets that answer
        return found
