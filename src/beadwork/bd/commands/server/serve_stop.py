"""Stop the command server after the commands that run in it.

bd serve stop
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.serve import control


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    stopped = control.stop()
    if stopped is None:
        console.result({"stopped": False}, lambda: "No command server of yours runs")
        return
    console.result(
        {"stopped": True, "pid": stopped.pid},
        lambda: f"Stopped the command server (pid {stopped.pid})",
    )
