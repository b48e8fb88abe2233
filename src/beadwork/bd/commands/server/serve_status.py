"""Show whether the command server runs. The exit status is 3 if it does not run.

    bd serve status
    bd serve status --json

A command that misses it runs by itself, so nothing depends on it but the time that a command takes.
"""

from __future__ import annotations

import argparse

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.errors import NoServer
from beadwork.serve import control


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    found = control.find()
    if found is None:
        console.result({"running": False}, lambda: "No command server of yours runs")
        return NoServer.exit_status
    console.result(
        {"running": True, "pid": found.pid, "socket": found.socket},
        lambda: table([("state", "running"), ("pid", str(found.pid)), ("socket", found.socket)]),
    )
    return 0
