"""The managed server's root password: random, made once, in a file that only its owner can read."""

from __future__ import annotations

from beadwork.dolt.server.files import private_files
from beadwork.dolt.server.files.home import Home


def read(home: Home) -> str:
    """Return the password, empty where none was ever made or the file cannot be read.

    Raises:
        AccessDenied: the file is not ours alone.
    """
    try:
        return private_files.read_secret(home.password).strip()
    except OSError:
        return ""


def read_or_make(home: Home) -> str:
    """Return the password, making one (256 bits) at the first start. The caller holds the server's
    lock. A file of ours that others can read is closed to them.

    Raises:
        AccessDenied: the file is not ours.
    """
    private_files.close_to_others(home.password)
    found = read(home)
    if found:
        return found
    import secrets

    from beadwork.files.atomic import replace

    made = secrets.token_urlsafe(32)
    replace(home.password, f"{made}\n")
    return made
