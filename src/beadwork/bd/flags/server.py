"""The flags that name a server. They are the same in every command that has them."""

from __future__ import annotations

import argparse

from beadwork.workspace.connection.server import Flags


def add(parser: argparse.ArgumentParser) -> None:
    """Declare `--server-host` and the other flags of a server."""
    group = parser.add_argument_group("options that name another server than your own")
    group.add_argument("--server-host", default="", metavar="HOST", help="the server's address")
    group.add_argument("--server-port", type=int, default=0, metavar="PORT", help="its port (3307)")
    group.add_argument(
        "--server-socket",
        default="",
        metavar="PATH",
        help="its Unix socket, instead of host and port",
    )
    group.add_argument(
        "--server-user",
        default="",
        metavar="USER",
        help="the user to log in as; password: BEADS_DOLT_PASSWORD",
    )
    group.add_argument(
        "--server-tls",
        action="store_true",
        help="require TLS; BEADS_DOLT_SERVER_CA names a CA file",
    )


def read(options: argparse.Namespace) -> Flags:
    """Return the values of the flags."""
    return Flags(
        options.server_host,
        options.server_port,
        options.server_socket,
        options.server_user,
        options.server_tls,
    )
