"""Stop your Dolt server: wait for running writes, ask it to end, and wait until it has.

    bd dolt stop

The server is never killed. The next command that needs it starts it again, unless
BEADS_DOLT_AUTO_START=0 is set. The command server ends, too (`bd serve status`).
"""

from __future__ import annotations

import argparse
from contextlib import suppress

from beadwork.bd import server_choice
from beadwork.console.console import Console
from beadwork.dolt.server.lifecycle import stop
from beadwork.errors import NoServer
from beadwork.serve import control


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    home = server_choice.own_home(console, "gt dolt stop")
    with suppress(NoServer):  # commands in it go on, and end without its server
        control.stop()
    ended = stop.stop(home)
    if ended is None:
        console.result({"stopped": False}, lambda: "No server of yours runs")
        return
    console.result(
        {"stopped": True, "pid": ended.pid}, lambda: f"Stopped the server (pid {ended.pid})"
    )
