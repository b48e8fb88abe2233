"""Start the town's Dolt server, unless it runs already.

gt dolt start
"""

from __future__ import annotations

import argparse

from beadwork.console import server_state
from beadwork.console.console import Console
from beadwork.dolt.server import start, status
from beadwork.gt import opening


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    """Start it and show its state."""
    home = opening.town(console).server
    ran = status.look(home).running
    start.ensure(home, console.note)
    now = status.look(home)
    console.result(
        {**server_state.as_json(now), "started": not ran},
        lambda: f"{'Runs already' if ran else 'Started'}: pid {now.pid}, port {now.port}, Dolt {now.version}",
    )
