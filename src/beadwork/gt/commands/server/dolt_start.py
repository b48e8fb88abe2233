"""Start the town's Dolt server, unless it runs already.

    gt dolt start
    gt dolt start gastown

The server serves every database in .dolt-data. A database that it cannot serve is reported with the
reason. If the daemon gave up on the server, this command lets the daemon supervise it again. If
each rig has a server of its own (`dolt_server.topology` is "per-rig" in mayor/daemon.json), all are
started, or those that are named.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server import status
from beadwork.dolt.server.lifecycle import start
from beadwork.gt import server_choice, town_choice
from beadwork.gt.output import servers as servers_output
from beadwork.town import databases
from beadwork.ui import server_state


def arguments(parser: argparse.ArgumentParser) -> None:
    server_choice.add_rigs(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    homes = server_choice.to_start(town, options.rigs)
    if town.server.rig:
        servers_output.start(console, town, homes)
        return
    home = town.server
    ran = status.look(home).running
    start.ensure(home, console.note)
    now = status.look(home)
    unserved = databases.unserved(town)
    for database in unserved:
        console.warn(f"{database.name} is not served: {database.why}")
    names = [database.name for database in unserved]
    console.result(
        {**server_state.as_json(now), "started": not ran, **({"unserved": names} if names else {})},
        lambda: (
            f"{'Runs already' if ran else 'Started'}: pid {now.pid}, port {now.port}, Dolt "
            f"{now.version}"
        ),
    )
