"""The managed server's root password: random, made once, in a file that only its owner can read."""

from __future__ import annotations

import os

from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import replace


def read(home: Home) -> str:
    """Return the password, empty where none was ever made or the file cannot be read."""
    try:
        with open(home.password) as file:
            return file.read().strip()
    except OSError:
        return ""


def read_or_make(home: Home) -> str:
    """Return the password, making one (256 bits) at the first start. The caller holds the server's
    lock.
    """
    found = read(home)
    if found:
        os.chmod(home.password, 0o600)
        return found
    import secrets

    made = secrets.token_urlsafe(32)
    replace(home.password, f"{made}\n")
    return made
