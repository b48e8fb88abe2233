"""The record of the town's daemon, as others read it: is there a daemon, and will it restart the
server?

The daemon writes the record (town/daemon/publisher.py). `bd` reads it when the server does not
answer, and `gt dolt stop` reads it before it stops a server.
"""

from __future__ import annotations

import os
import time
from typing import Any, NamedTuple

from beadwork.dolt.server.files import preallocated, record
from beadwork.dolt.server.files.home import HQ, Home
from beadwork.errors import BadFile
from beadwork.files import json_file
from beadwork.model.settings_table import float_setting

RESTARTING_STATES = ("waiting", "starting", "running")
"""States of the server (model/supervision.py) in which the daemon starts it when it is gone."""
START_TIME_TOLERANCE = 0.05
MISSED = 3
"""A daemon is stalled after so many heartbeats without a write."""
LOOK_SECONDS = float_setting("daemon.write-poll")
"""The daemon's main thread writes no more often than each second."""


class LiveDaemon(NamedTuple):
    """A daemon that lives."""

    pid: int
    server: str
    """The server's state as the daemon sees it; empty where the daemon runs no server."""
    facts: dict[str, Any]
    """The whole record."""

    @property
    def error(self) -> str:
        """What went wrong with the server last; empty while it runs."""
        return str(self.facts.get("server", {}).get("error", ""))

    @property
    def restarts(self) -> bool:
        """Whether the daemon starts the server again when it is gone."""
        return self.server in RESTARTING_STATES

    @property
    def hint(self) -> str:
        """A command that repairs `error`; empty where none is known."""
        return str(self.facts.get("server", {}).get("hint", ""))


def silence(home: Home, daemon: LiveDaemon) -> float:
    """Return for how many seconds a stalled daemon has written nothing; 0 for one that is well.

    A daemon writes its record with every heartbeat, at least. One is stalled after three.
    """
    paths = (home.daemon_record, preallocated.second_file(home.daemon_record))
    written = [os.stat(path).st_mtime for path in paths if os.path.exists(path)]
    interval = daemon.facts.get("heartbeat_seconds")
    if not written or not isinstance(interval, (int, float)):
        return 0.0
    silent = time.time() - max(written)
    return silent if silent > MISSED * max(float(interval), LOOK_SECONDS) else 0.0


def find(home: Home) -> LiveDaemon | None:
    """Return the daemon that keeps the server running; None where none lives. The record that a
    killed daemon left, or that came with a copied or moved directory, does not count.
    """
    found = _written(home)
    return found if found is not None and _is_of(home, found) else None


def find_moved(home: Home) -> LiveDaemon | None:
    """Return the daemon that was started in this directory before it was moved; None where none
    lives.
    """
    found = _written(home)
    if found is None or _is_of(home, found):
        return None
    here = record.place_of(os.path.dirname(home.daemon_record))
    is_moved = all(found.facts.get(key) == here[key] for key in ("device", "inode"))
    return found if is_moved else None


def _written(home: Home) -> LiveDaemon | None:
    """Return the daemon that the record names, if it lives, wherever it runs."""
    if not home.daemon_record:
        return None
    try:
        facts = json_file.parse(preallocated.read(home.daemon_record).encode())
        pid, started = int(facts["pid"]), float(facts["started"])
        if home.rig not in ("", HQ):
            facts = {**facts, "server": facts.get("servers", {}).get(home.rig, {})}
        server = str(facts.get("server", {}).get("state", ""))
    except (OSError, BadFile, ValueError, KeyError, TypeError, AttributeError):
        return None
    return LiveDaemon(pid, server, facts) if _lives(pid, started) else None


def _is_of(home: Home, daemon: LiveDaemon) -> bool:
    """Tell whether the daemon was started in this directory."""
    directory = os.path.dirname(home.daemon_record)
    path, device, inode = (daemon.facts.get(key) for key in ("directory", "device", "inode"))
    if inode is None:  # an older version wrote the record: the daemon's lock says whose it is
        return _has_open(daemon.pid, os.path.join(directory, "daemon.lock"))
    return record.is_here(directory, str(path), device or 0, inode)


def _has_open(pid: int, path: str) -> bool:
    import psutil

    try:
        return any(file.path == os.path.realpath(path) for file in psutil.Process(pid).open_files())
    except psutil.Error:
        return False


def _lives(pid: int, started: float) -> bool:
    import psutil

    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - started) < START_TIME_TOLERANCE
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
