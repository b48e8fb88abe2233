"""Let systemd run your Dolt server: start it at login, and restart it when it dies.

    bd dolt service install
    bd dolt service remove

It writes ~/.config/systemd/user/beadwork-dolt.service and enables it. The server is the one that
`bd` starts by itself, with the same data, password and port. `bd dolt stop` stops it until the next
command, login or `systemctl --user start`.
"""

from __future__ import annotations

import argparse

from beadwork.bd import server_choice
from beadwork.console.console import Console
from beadwork.dolt.server.lifecycle import service


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=("install", "remove"),
        metavar="install|remove",
        help="install or remove the service",
    )


def run(console: Console, options: argparse.Namespace) -> None:
    home = server_choice.own_home(console, "gt daemon install-service")
    if options.action == "install":
        changed = service.install(home, console.note)
        words = [f"{'Wrote' if changed.changed else 'Found'} {changed.unit}"]
    else:
        changed = service.remove(home)
        words = [f"{'Removed' if changed.changed else 'There was no'} {changed.unit}"]
    if changed.to_type:
        words += [
            "systemd does not run here for this user; where it does, type:",
            *(f"  {line}" for line in changed.to_type),
        ]
    console.result(
        {
            "action": options.action,
            "unit": changed.unit,
            "changed": changed.changed,
            "applied": not changed.to_type,
        },
        lambda: words,
    )
