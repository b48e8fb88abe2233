"""Stop the town's Dolt server: wait for running writes, ask it to end, wait until it has.

    gt dolt stop
    gt dolt stop gastown

Refused while the daemon runs, which would start it again at once: `gt daemon stop` stops both.
Where each rig has a server of its own, all are stopped, or those that are named. One that still
runs as another `dolt_server.topology` wanted it is stopped too.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server.lifecycle import stop
from beadwork.gt import town_choice
from beadwork.gt.output import servers as several_servers
from beadwork.town import servers
from beadwork.town.daemon import control


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument(
        "rigs", nargs="*", metavar="RIG", help="only its server, where each rig has one"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    """Stop it; that none runs is no error."""
    town = town_choice.town(console)
    control.refuse_to_stop(town)
    homes = servers.named(town, options.rigs)
    for home, known in servers.left(town):
        stop.stop(home)
        console.note(f"Stopped a server of the other topology (pid {known.pid})")
    if town.server.rig:
        several_servers.stop(console, homes)
        return
    ended = stop.stop(town.server)
    if ended is None:
        console.result({"stopped": False}, lambda: "No server of this town runs")
        return
    console.result(
        {"stopped": True, "pid": ended.pid}, lambda: f"Stopped the server (pid {ended.pid})"
    )
