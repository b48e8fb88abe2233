"""Where the daemon of a town keeps its things: all in `daemon/`, beside the server's."""

from __future__ import annotations

import os

from beadwork.town.layout import Town


def lock(town: Town) -> str:
    """Return the file that the one daemon of a town holds."""
    return os.path.join(town.server.control, "daemon.lock")


def log(town: Town) -> str:
    """Return the daemon's log; the one before it has `.1` behind its name."""
    return os.path.join(town.server.control, "daemon.log")


def last_good(town: Town) -> str:
    """Return the copy of the last `daemon.json` that could be read."""
    return os.path.join(town.server.control, "daemon-config.json")
