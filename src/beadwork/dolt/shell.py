"""Dolt's own SQL shell, connected to a server."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from beadwork.dolt import required_program
from beadwork.dolt.connection.address import Address
from beadwork.errors import Usage


class Invocation(NamedTuple):
    """A program to run: its words, its environment, and the directory to run it in."""

    words: list[str]
    environment: dict[str, str]
    directory: str


def invocation(
    address: Address, database: str, directory: str, say: Callable[[str], None], query: list[str]
) -> Invocation:
    """Return how the shell is run.

    The password goes by environment: every user can read arguments. `directory` is for the shell's
    own files, and is made where it is missing. The shell runs there, and so finds no database in
    the current directory.

    Raises:
        Usage: the server has a socket only, which Dolt's shell cannot use.
        DoltMissing: there is no Dolt.
    """
    if address.socket and not address.managed:
        raise Usage(
            f"Dolt's shell speaks TCP only, and the server is {address.socket}", hint="bd sql QUERY"
        )
    os.makedirs(directory, mode=0o700, exist_ok=True)
    words = [
        str(required_program.require(say).path),
        "--host",
        address.host,
        "--port",
        str(address.port),
        "--user",
        address.user,
    ]
    if not address.tls:
        words.append("--no-tls")
    if database:
        words += ["--use-db", database]
    environment = {
        **os.environ,
        "DOLT_CLI_PASSWORD": address.password,
        "DOLT_ROOT_PATH": directory,
        "DOLT_DISABLE_EVENT_FLUSH": "1",
    }
    return Invocation([*words, "sql", *query], environment, directory)
