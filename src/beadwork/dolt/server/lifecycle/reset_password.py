"""Give a managed server a new password, where the old one is lost or wrong.

Dolt reads root's password only when a data directory has no accounts yet. So the accounts are put
aside while no server runs. The accounts of projects are made again at the next command of each.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from beadwork.dolt.server import settings
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import start, stop


def reset_password(home: Home, say: Callable[[str], None]) -> Record:
    """Stop the server, put its accounts aside, and return the record of the server that is started
    with a new password.

    Raises:
        BadWorkspace: the settings cannot be used; the old server goes on running.
        DoltMissing, NoServer, StorageFailure: as `start.ensure`, or the old server does not end.
    """
    with exclusively(home):
        settings.read(home)
        stop.stop_alone(home)
        with suppress(FileNotFoundError):
            os.rename(home.accounts, _free_name(home.accounts))
        with suppress(FileNotFoundError):
            os.unlink(home.password)
        return start.ensure_alone(home, say)


def _free_name(path: str) -> str:
    number = 1
    while os.path.lexists(f"{path}.old-{number}"):
        number += 1
    return f"{path}.old-{number}"
