"""Wait for a server that a town's daemon is starting again: so `bd` does not fail at once."""

from __future__ import annotations

import time

from beadwork import errors
from beadwork.dolt.connection.timeouts import connect_seconds
from beadwork.dolt.server import access
from beadwork.dolt.server.files import daemon_record, record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.machine import disk_space
from beadwork.model.settings_table import float_setting

RESTART_SECONDS = float_setting("connection.restart-wait")
"""A restart takes less than one second. The second restart in a row begins after five seconds."""
LOOK_SECONDS = float_setting("connection.restart-poll")


def brought_back(home: Home) -> bool:
    """Return True once the daemon's server answers. Return False at once where no daemon lives, or
    where the daemon has given the server up.

    Raises:
        NoServer: the daemon lives, and has not brought the server back in time.
        StorageFailure: the daemon lives, and there is no room on the disk for a server.
    """
    seconds = connect_seconds(RESTART_SECONDS)
    deadline = time.monotonic() + seconds
    while True:
        daemon = daemon_record.find(home)
        if daemon is not None and daemon.error and disk_space.is_full(home.data):
            raise _full(home)
        if daemon is None or not daemon.restarts:
            return False
        known = record.read(home)
        if known is not None and known.uuid and access.answers(home, known):
            return True
        if time.monotonic() > deadline:
            break
        time.sleep(LOOK_SECONDS)  # Dolt does not announce that it is ready
    why = f": {daemon.error}" if daemon.error else ""
    raise errors.NoServer(
        f"the server does not answer, and the daemon (pid {daemon.pid}) has not brought it back "
        f"in {seconds:g} s{why}",
        hint="gt daemon status",
    )


def _full(home: Home) -> errors.StorageFailure:
    left = disk_space.free(home.data) // disk_space.MEGABYTE
    return errors.StorageFailure(
        f"the disk of {home.data} is full ({left} MB are free), and the server has ended; the "
        f"daemon starts it again when "
        "there is room",
        hint=f"df -h {home.data}",
    )
