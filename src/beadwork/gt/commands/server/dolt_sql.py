"""Open Dolt's own SQL shell on the town's server, in the database of the rig you are in, or in hq.

    gt dolt sql
    gt dolt sql "SELECT * FROM dolt_log LIMIT 5"
    gt dolt sql -q "SHOW TABLES" --database gastown

`bd` does not know of changes that are made there: its next write commits them as made outside bd.
"""

from __future__ import annotations

import argparse
import os

from beadwork import errors
from beadwork.console.console import Console
from beadwork.dolt import shell
from beadwork.dolt.server import access
from beadwork.dolt.server.files.home import HQ
from beadwork.dolt.server.lifecycle import start
from beadwork.dolt.shell import Invocation
from beadwork.gt import town_choice
from beadwork.town.layout import Town
from beadwork.town.rigs import registry
from beadwork.ui import dolt_shell
from beadwork.workspace.settings import metadata


def arguments(parser: argparse.ArgumentParser) -> None:
    dolt_shell.add_query(parser)
    parser.add_argument(
        "--database", default="", metavar="NAME", help="the database (else that of this directory)"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    dolt_shell.run(console, options, lambda words: _invocation(console, options.database, words))


def _invocation(console: Console, database: str, words: list[str]) -> Invocation:
    town = town_choice.town(console)
    database = database or _database_here(town, console.directory)
    metadata.check_database(database, "--database")
    home = town.server_of(database)
    known = start.running(home)
    if known is None:
        whose = home.rig or town.root
        raise errors.NoServer(
            f"the server of {whose} does not run",
            hint=f"gt daemon start, or gt dolt start {home.rig}".rstrip(),
        )
    address = access.address(home, known)
    return shell.invocation(address, database, f"{home.control}/shell", console.note, words)


def _database_here(town: Town, directory: str) -> str:
    first = os.path.relpath(os.path.abspath(directory), town.root).split(os.sep)[0]
    return first if first in registry.names(town) else HQ
