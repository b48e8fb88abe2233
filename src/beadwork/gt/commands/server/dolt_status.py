"""Show whether the town's server runs, and which one it is. Exit status 3 if it does not run.

    gt dolt status
    gt dolt status --json

If each rig has a server of its own, all are shown, and the exit status is 3 if one of them does not
run.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server import status
from beadwork.errors import NoServer
from beadwork.gt import town_choice
from beadwork.gt.output import servers as servers_output
from beadwork.town import servers
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
    console.result(server_state.as_json(now), lambda: server_state.lines(now))
    return 0 if now.running else NoServer.exit_status
