"""Start your Dolt server, unless it runs already.

    bd dolt start
    bd dolt start --foreground

Other commands start the server when they need it. Start it by hand to look at it, if
BEADS_DOLT_AUTO_START=0 is set, or, with --foreground, from a service manager. --foreground stays
until the server ends. `bd dolt service install` sets up systemd.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from beadwork.bd import server_choice
from beadwork.console.console import Console
from beadwork.dolt.server import status
from beadwork.dolt.server.lifecycle import start
from beadwork.errors import Usage
from beadwork.ui import server_state as output

if TYPE_CHECKING:
    from beadwork.dolt.server.files.home import Home


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--foreground", action="store_true", help="stay until the server ends; SIGTERM stops it"
    )


def run(console: Console, options: argparse.Namespace) -> int:
    home = server_choice.own_home(console, "gt dolt start")
    if options.foreground:
        return _stay(console, home)
    ran = status.look(home).running
    start.ensure(home, console.note)
    now = status.look(home)
    console.result(
        {**output.as_json(now), "started": not ran},
        lambda: [
            f"{'Runs already' if ran else 'Started'}: pid {now.pid}, port {now.port}, Dolt "
            f"{now.version}"
        ],
    )
    return 0


def _stay(console: Console, home: Home) -> int:
    from beadwork.dolt.server.lifecycle import foreground

    if console.json:
        raise Usage("--foreground prints no result that could be JSON", hint="bd dolt start --json")
    return foreground.stay(
        home,
        console.note,
        lambda known: console.note(f"serving {known.data_dir}: pid {known.pid}, port {known.port}"),
    )
