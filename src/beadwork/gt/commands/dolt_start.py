"""Start the town's Dolt server, unless it runs already.

    gt dolt start

It serves every database in .dolt-data; one that it cannot serve is named, with the reason. Where the daemon gave up on the
server, this makes it take care of it again.
"""

from __future__ import annotations

import argparse

from beadwork.console import server_state
from beadwork.console.console import Console
from beadwork.dolt.server import start, status
from beadwork.gt import opening
from beadwork.town import databases


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    """Start it and show its state."""
    town = opening.town(console)
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
        lambda: f"{'Runs already' if ran else 'Started'}: pid {now.pid}, port {now.port}, Dolt {now.version}",
    )
