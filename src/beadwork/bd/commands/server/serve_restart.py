"""Stop the command server, if it runs, and start it again.

bd serve restart
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.serve import control


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    control.stop()
    server = control.start().server
    console.result(
        {"started": True, "pid": server.pid, "socket": server.socket},
        lambda: f"Started the command server (pid {server.pid})",
    )
