"""Where command servers listen: a directory that is ours alone, with one socket for each program,
interpreter and protocol.
"""

from __future__ import annotations

import os
import socket
import stat

from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import AccessDenied
from beadwork.model.hints import command
from beadwork.serve import client, protocol


class Place:
    """The open directory of the sockets. Paths lead through it, so that none is too long, and none
    through a link that somebody has put there since.
    """

    def __init__(self) -> None:
        """Open the directory, which is made where it is missing.

        Raises:
            AccessDenied: it is a link, belongs to somebody else, or is open to others.
            OSError: it cannot be made.
        """
        self.path = os.path.join(user_directory(), protocol.DIRECTORY)
        os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
        try:
            os.mkdir(self.path, 0o700)
        except FileExistsError:
            _refuse_others(self.path)
        self.descriptor = os.open(
            self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        )
        self.name = protocol.socket_name(client.package())
        self.lock = self.file(f"{self.name}.lock")
        """The file that a server holds as long as it runs."""

    def file(self, name: str) -> str:
        """Return the path of a file in the directory, for this process."""
        return f"/proc/self/fd/{self.descriptor}/{name}"

    def close(self) -> None:
        """Close the directory."""
        os.close(self.descriptor)

    def listen(self, backlog: int) -> socket.socket:
        """Return a socket that listens here. It appears under its name when it is ready."""
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        fresh = self.file(f"{self.name}.{os.getpid()}")
        listening.bind(fresh)
        os.chmod(fresh, 0o600)
        listening.listen(backlog)
        os.rename(fresh, self.file(self.name))
        return listening


def _refuse_others(path: str) -> None:
    facts = os.lstat(path)
    if stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.geteuid() and not facts.st_mode & 0o077:
        return
    raise AccessDenied(
        f"{path} is not a directory of yours alone; no command server listens there",
        hint=command("ls", "-ld", path),
    )
