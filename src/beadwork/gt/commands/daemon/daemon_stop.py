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


def run(console: Console, options: argparse.Namespace) -> int:
    """Stop the daemon. Without a daemon this is no error. The exit status is 1 where a server of
    the daemon runs on.
    """
    if console.readonly:
        raise ReadOnly("daemon stop stops programs, and --readonly is given")
    stopped = control.stop_daemon(town_choice.town(console))
    if stopped is None:
        console.result({"stopped": False}, lambda: "No daemon of this town runs")
        return 0
    daemon, left = stopped
    server = daemon.facts.get("server", {}).get("pid")
    words = f" and its server (pid {server})" if server and server not in left else ""
    console.result(
        {"stopped": True, "pid": daemon.pid},
        lambda: f"Stopped the daemon (pid {daemon.pid}){words}",
    )
    if left:
        console.warn(f"its server (pid {', '.join(map(str, left))}) runs on: gt dolt stop")
    return 1 if left else 0
