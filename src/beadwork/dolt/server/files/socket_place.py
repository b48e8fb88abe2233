"""Where a managed server's socket goes when its path in the control directory is too long: to a
directory that is ours alone.

The server's record has the chosen path, so a client never has to repeat the choice.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from beadwork.dolt.connection.address import SOCKET_NAME, SOCKET_PATH_BYTES
from beadwork.dolt.connection.driver import digest
from beadwork.dolt.server.files import private_files
from beadwork.errors import AccessDenied

TEMPORARY = "/tmp"  # noqa: S108 - the directory of ours in it is made 0700, and looked at


def choose(control: str, base: str) -> str:
    """Return the path of the socket for a server whose control directory is `control`; empty where
    no place is safe.

    The places are, in this order: the runtime directory, the temporary directory, `base`. The first
    one is taken whose path is short enough and that no other user can reach.
    """
    safe = (path for path in _places(control, base) if not _weakness(path))
    return next(safe, "")


def prepare(control: str, base: str) -> None:
    """Make the directory for the socket where its path in `control` is too long, with no rights for
    others.

    Raises:
        AccessDenied: no place is ours alone; each is named.
        OSError: the directory cannot be made.
    """
    if len(os.fsencode(os.path.join(control, SOCKET_NAME))) <= SOCKET_PATH_BYTES:
        return
    while path := choose(control, base):
        directory = os.path.dirname(path)
        for made in (os.path.dirname(directory), directory):
            os.makedirs(made, mode=0o700, exist_ok=True)
        if not _weakness(path):
            os.chmod(directory, 0o700)
            return
        # Another user made the directory first: try the next place.
    raise _no_place(control, base)


def _places(control: str, base: str) -> Iterator[str]:
    """Yield the paths outside `control` that are short enough."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    temporary = f"{TEMPORARY}/beadwork-{os.geteuid()}"
    parents = [runtime] if os.path.isabs(runtime) and os.path.isdir(runtime) else []
    for parent in (*parents, temporary, os.path.join(base, "run")):
        path = os.path.join(parent, f"beadwork-{digest(control)[:16]}", SOCKET_NAME)
        if len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
            yield path


def _weakness(path: str) -> str:
    return private_files.weakness(os.path.dirname(path))


def _no_place(control: str, base: str) -> AccessDenied:
    own = os.path.join(control, SOCKET_NAME)
    reasons = [f"{own} is too long", *map(_weakness, _places(control, base))]
    return AccessDenied(
        f"the server's socket has no safe place: {'; '.join(filter(None, reasons))}",
        hint="export XDG_RUNTIME_DIR=DIRECTORY   (a short path, yours alone: chmod 700)",
    )
