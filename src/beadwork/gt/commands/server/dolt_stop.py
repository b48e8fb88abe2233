"""Stop the town's Dolt server: wait for running writes, ask it to end, and wait until it has.

    gt dolt stop
    gt dolt stop gastown

It is refused while the daemon runs, as the daemon would start the server again at once: `gt daemon
stop` stops both. If each rig has a server of its own, all are stopped, or those that are named. A
server that still runs from another `dolt_server.topology` is stopped, too.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server.lifecycle import stop
from beadwork.gt import server_choice, town_choice
from beadwork.gt.output import servers as servers_output
from beadwork.town import servers
from beadwork.town.daemon import control


def arguments(parser: argparse.ArgumentParser) -> None:
    server_choice.add_rigs(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    """Stop the server. Without a running server this is no error."""
    town = town_choice.town(console)
    control.refuse_to_stop(town)
    homes = servers.named(town, options.rigs)
    for home, known in servers.of_other_topology(town):
        stop.stop(home)
        console.note(f"Stopped a server of the other topology (pid {known.pid})")
    if town.server.rig:
        servers_output.stop(console, homes)
        return
    ended = stop.stop(town.server)
    if ended is None:
        console.result({"stopped": False}, lambda: "No server of this town runs")
        return
    console.result(
        {"stopped": True, "pid": ended.pid}, lambda: f"Stopped the server (pid {ended.pid})"
    )
