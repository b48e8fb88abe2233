"""Where a server is and how to log in: a plain value, built by the workspace or the town."""

from __future__ import annotations

from typing import NamedTuple

SOCKET_NAME = "dolt.sock"
SOCKET_PATH_BYTES = 94
"""The system's limit for the path of a Unix socket without its final NUL (107 on Linux, 103 on
macOS and the BSDs; unix(7)), less the suffix that the socket gets while its server is being stopped
(server/lifecycle/stop.py).
"""


class Address(NamedTuple):
    """One server; a local client prefers the socket."""

    host: str = "127.0.0.1"
    port: int = 3307
    socket: str = ""
    user: str = "root"
    password: str = ""
    tls: bool = False
    tls_ca: str = ""
    uuid: str = ""
    """The identity that the server must prove, empty where unknown."""
    managed: bool = False
    """True for a server that beadwork starts itself (the user's, or a town's)."""
    program: str = "bd"
    """The program that hints name: it shows this server, and starts and stops a managed one."""
    weakness: str = ""
    """Why no connection to this server may be made: other users could have put it there, or could
    read its password. Empty where they cannot.
    """

    def name(self) -> str:
        """Return the address as a person would write it, without the password."""
        return self.socket or f"{self.host}:{self.port}"
