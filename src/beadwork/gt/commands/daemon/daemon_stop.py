"""Stop the town's daemon and its Dolt server, after running pushes and writes.

    gt daemon stop

Sessions that the daemon watched (`sessions` in mayor/daemon.json) go on in tmux.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.town.daemon import control


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    """Stop the daemon. Without a daemon this is no error."""
    if console.readonly:
        raise ReadOnly("daemon stop stops programs, and --readonly is given")
    ended = control.stop_daemon(town_choice.town(console))
    if ended is None:
        console.result({"stopped": False}, lambda: "No daemon of this town runs")
        return
    server = ended.facts.get("server", {}).get("pid")
    words = f" and its server (pid {server})" if server else ""
    console.result(
        {"stopped": True, "pid": ended.pid}, lambda: f"Stopped the daemon (pid {ended.pid}){words}"
    )
