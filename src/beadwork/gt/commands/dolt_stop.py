"""Stop the town's Dolt server: wait for running writes, ask it to end, wait until it has.

    gt dolt stop

Refused while the daemon runs, which would start it again at once: `gt daemon stop` stops both.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server import stop
from beadwork.gt import opening
from beadwork.town.daemon import control


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    """Stop it; that none runs is no error."""
    town = opening.town(console)
    control.refuse_to_stop(town)
    ended = stop.stop(town.server)
    if ended is None:
        console.result({"stopped": False}, lambda: "No server of this town runs")
        return
    console.result({"stopped": True, "pid": ended.pid}, lambda: f"Stopped the server (pid {ended.pid})")
