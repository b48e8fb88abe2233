"""Start the town's daemon, which starts the Dolt server and keeps it alive.

    gt daemon start

It returns when the server answers, or when its first start has failed. A server that runs already
is adopted. Daemon and server go on when you log out.
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
    """Start the daemon and show its state. The exit status is 3 where the server did not start."""
    if console.readonly:
        raise ReadOnly("daemon start starts programs, and --readonly is given")
    town = town_choice.town(console)
    started = control.start_daemon(town)
    server = started.daemon.facts.get("server", {})
    word = "Started" if started.is_new else "Runs already"
    value = {"pid": started.daemon.pid, "started": started.is_new, "server": server}
    console.result(value, lambda: f"{word}: daemon (pid {started.daemon.pid}), {_of(server)}")
    return 3 if server and server["state"] != "running" else 0


def _of(server: dict[str, object]) -> str:
    if not server:
        return "which runs no server: dolt_server.enabled is false"
    if server["state"] == "running":
        return f"server (pid {server['pid']}, port {server['port']})"
    what = (
        "which gave up on the server"
        if server["state"] == "gave up"
        else "but the server did not start yet"
    )
    return f"{what}: {server.get('error', 'gt daemon logs')}"
