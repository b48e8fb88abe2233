"""Show whether the town's server runs, which one it is, and its databases. Exit status 3 if it does
not run.

    gt dolt status
    gt dolt status --json

`gt dolt list` tells more of each database. If each rig has a server of its own, all servers are
shown, and the exit status is 3 if one of them does not run.
"""

from __future__ import annotations

import argparse

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.dolt.server import status
from beadwork.dolt.server.status import Status
from beadwork.errors import BadTown, NoServer
from beadwork.gt import town_choice
from beadwork.gt.output import servers as servers_output
from beadwork.town import databases, servers
from beadwork.town.databases import Database
from beadwork.town.layout import Town
from beadwork.ui import server_state


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    town = town_choice.town(console)
    for home, known in servers.of_other_topology(town):
        whose = f"of {home.rig}" if home.rig else "of the whole town"
        console.warn(
            f"the server {whose} (pid {known.pid}) still runs, as another topology wanted it: "
            "gt dolt stop"
        )
    if town.server.rig:
        return servers_output.status(console, servers.all_of(town))
    now = status.look(town.server)
    found = [] if now.state == status.SILENT else _databases(console, town)
    value = [{"name": database.name, "served": database.served} for database in found]
    console.result(
        {**server_state.as_json(now), "databases": value},
        lambda: [*server_state.lines(now), *_advice(now), *_lines(found)],
    )
    return 0 if now.running else NoServer.exit_status


def _databases(console: Console, town: Town) -> list[Database]:
    """Return the databases, none where the registry cannot be used: the server is shown anyway."""
    try:
        return databases.all_of(town)
    except BadTown as error:
        console.warn(error.message)
        return []


def _advice(now: Status) -> list[str]:
    """Return the command that mends a server which does not take its password."""
    if now.state != status.REFUSED:
        return []
    return ["The daemon that started it writes a lost password again; else: gt dolt reset-password"]


def _lines(found: list[Database]) -> list[str]:
    rows = [("  " + database.name, _state(database)) for database in found]
    return ["databases", *table(rows)] if rows else []


def _state(database: Database) -> str:
    state = "served" if database.served else "not served"
    return f"{state}: {database.why}" if database.why else state
