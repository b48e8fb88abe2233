"""Let systemd (launchd on macOS) run the daemon: start it at login, restart it when it dies.

    gt daemon install-service
    gt daemon install-service --print
    gt daemon install-service --uninstall

Each town has a service of its own, which belongs to the user who runs this command. It runs the
same daemon as `gt daemon start`; stop a running one first. `systemctl --user reload` lets the
daemon read mayor/daemon.json again. `loginctl enable-linger` keeps the town alive when nobody is
logged in.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server.files import daemon_record
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.town.daemon import service


def arguments(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--print",
        action="store_true",
        dest="show",
        help="print the service file, write nothing",
    )
    choice.add_argument("--uninstall", action="store_true", help="stop and remove the service")


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    found = service.describe(town, console.note)
    if options.show:
        console.result(
            {"path": str(found.path), "text": found.text}, lambda: found.text.rstrip("\n")
        )
        return
    if console.readonly:
        raise ReadOnly("daemon install-service writes, and --readonly is given")
    if options.uninstall:
        changed = service.remove(found)
        words = [f"{'Removed' if changed.changed else 'There was no'} {changed.path}"]
    else:
        running = daemon_record.find(town.server)
        if running is not None and not found.path.exists():
            console.warn(
                f"a daemon (pid {running.pid}) runs already, in whose place the service cannot "
                "start: gt daemon stop"
            )
        changed = service.install(found)
        words = [f"{'Wrote' if changed.changed else 'Found'} {changed.path}"]
    if changed.to_type:
        words += [
            "No service manager of this user runs here; where it does, type:",
            *(f"  {line}" for line in changed.to_type),
        ]
    value = {"path": changed.path, "changed": changed.changed, "applied": not changed.to_type}
    console.result({**value, "removed": bool(options.uninstall and changed.changed)}, lambda: words)
