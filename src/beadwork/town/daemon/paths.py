"""The files of a town's daemon, all in `daemon/`, beside those of the server."""

from __future__ import annotations

import os

from beadwork.town.layout import Town


def lock(town: Town) -> str:
    """Return the lock file of a running daemon."""
    return os.path.join(town.server.control, "daemon.lock")


def log(town: Town) -> str:
    """Return the daemon's log; the older one is `daemon.log.1`."""
    return os.path.join(town.server.control, "daemon.log")


def last_good(town: Town) -> str:
    """Return the copy of the last usable `daemon.json`."""
    return os.path.join(town.server.control, "daemon-config.json")
