"""Stop the town's Dolt server and start it again, so that changed settings hold.

gt dolt restart
"""

from __future__ import annotations

import argparse

from beadwork.console import server_state
from beadwork.console.console import Console
from beadwork.dolt.server import restart, status
from beadwork.gt import opening


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    """Restart it and show its state."""
    home = opening.town(console).server
    restart.restart(home, console.note)
    now = status.look(home)
    console.result(server_state.as_json(now), lambda: f"Restarted: pid {now.pid}, port {now.port}, Dolt {now.version}")
