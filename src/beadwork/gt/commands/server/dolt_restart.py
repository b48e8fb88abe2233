"""Restart the town's Dolt server, so that changed settings take effect.

    gt dolt restart
    gt dolt restart gastown

If each rig has a server of its own, all are restarted, or those that are named.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server import status
from beadwork.dolt.server.lifecycle import restart
from beadwork.gt import server_choice, town_choice
from beadwork.gt.output import servers as servers_output
from beadwork.ui import server_state


def arguments(parser: argparse.ArgumentParser) -> None:
    server_choice.add_rigs(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    homes = server_choice.to_start(town, options.rigs)
    if town.server.rig:
        servers_output.restart(console, town, homes)
        return
    home = town.server
    restart.restart(home, console.note)
    now = status.look(home)
    console.result(
        server_state.as_json(now),
        lambda: f"Restarted: pid {now.pid}, port {now.port}, Dolt {now.version}",
    )
