"""Stop the town's daemon and its Dolt server, and start both again.

    gt daemon restart

It is needed after a change of `dolt_server.topology`, and where the daemon is stalled. A file
mayor/daemon.json that cannot be used is refused, and the daemon runs on.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.town import configuration
from beadwork.town.daemon import control


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    """Restart the daemon. The exit status is 3 where its server did not start."""
    if console.readonly:
        raise ReadOnly("daemon restart stops and starts programs, and --readonly is given")
    town = town_choice.town(console)
    configuration.read(town)
    control.stop_daemon(town)
    daemon = control.start_daemon(town).daemon
    server = daemon.facts.get("server", {})
    state = f"its server is {server['state']}" if server else "it runs no server"
    value = {"pid": daemon.pid, "server": server}
    console.result(value, lambda: f"Restarted: daemon (pid {daemon.pid}), {state}")
    return 3 if server and server["state"] != "running" else 0
