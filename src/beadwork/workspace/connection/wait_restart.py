"""Wait for a server that a town's daemon is starting again: so `bd` does not fail at once."""

from __future__ import annotations

import time

from beadwork import errors
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.timeouts import connect_seconds
from beadwork.dolt.server import access
from beadwork.dolt.server.files import daemon_record, record
from beadwork.dolt.server.files.daemon_record import LiveDaemon
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.machine import disk_space
from beadwork.model.settings_table import float_setting

RESTART_SECONDS = float_setting("connection.restart-wait")
"""A start that is under way takes less than one second on an idle machine."""
STARTING = "starting"
"""The state of a server (model/supervision.py) whose start is under way."""
NOTICE_SECONDS = float_setting("connection.restart-notice")
"""The daemon notices a crash and begins a start in less time."""
LOOK_SECONDS = float_setting("connection.restart-poll")


def brought_back(home: Home) -> bool:
    """Return True once the daemon's server answers. Return False at once where no daemon lives, or
    where the daemon has given the server up.

    Only a start that is under way is waited for, and the moment in which the daemon notices a
    crash.

    Raises:
        NoServer: the daemon lives, and is not starting the server, or has not started it in time.
        StorageFailure: the daemon lives, and there is no room on the disk for a server.
    """
    began = time.monotonic()
    starting_at = began
    """When the daemon was last seen starting the server; at first, when we began to look."""
    while True:
        daemon = daemon_record.find(home)
        if daemon is not None and daemon.error and disk_space.is_full(home.data):
            raise _full(home)
        if daemon is None or not daemon.restarts:
            return False
        known = record.read(home)
        if known is not None and known.uuid and access.answers(home, known):
            return True
        now = time.monotonic()
        starting_at = now if daemon.server == STARTING else starting_at
        if now - starting_at > NOTICE_SECONDS or now - began > connect_seconds(RESTART_SECONDS):
            raise _not_back(daemon, now - began)
        time.sleep(LOOK_SECONDS)  # Dolt does not announce that it is ready


def not_started(home: Home, address: Address) -> errors.NoServer:
    """Return the error for a server that does not answer, and that `bd` may not start."""
    why = "the town runs it" if home.program == "gt" else "BEADS_DOLT_AUTO_START=0"
    whose = f" of {home.rig}" if home.rig else ""
    return errors.NoServer(
        f"no server{whose} answers at {address.name()}, and bd does not start it here ({why})",
        hint=f"{home.program} dolt start {home.rig}".rstrip(),
    )


def _not_back(daemon: LiveDaemon, seconds: float) -> errors.NoServer:
    why = f": {daemon.error}" if daemon.error else ""
    if daemon.server == STARTING:
        return errors.NoServer(
            f"the server does not answer, and the daemon (pid {daemon.pid}) has not started it in "
            f"{seconds:.0f} s{why}",
            hint="gt daemon status",
        )
    return errors.NoServer(
        f"the server does not answer, and the daemon (pid {daemon.pid}) is not starting it "
        f"now{why}",
        hint="gt daemon status   (`gt dolt start` starts it at once)",
    )


def _full(home: Home) -> errors.StorageFailure:
    left = disk_space.free(home.data) // disk_space.MEGABYTE
    return errors.StorageFailure(
        f"the disk of {home.data} is full ({left} MB are free), and the server has ended; the "
        f"daemon starts it again when "
        "there is room",
        hint=f"df -h {home.data}",
    )
