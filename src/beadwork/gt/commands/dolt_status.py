"""Show whether the town's server runs, and which one it is. Exit status 3 when it does not.

gt dolt status
gt dolt status --json
"""

from __future__ import annotations

import argparse

from beadwork.console import server_state
from beadwork.console.console import Console
from beadwork.dolt.server import status
from beadwork.errors import NoServer
from beadwork.gt import opening


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    """Show it."""
    now = status.look(opening.town(console).server)
    console.result(server_state.as_json(now), lambda: server_state.lines(now))
    return 0 if now.running else NoServer.exit_status
