"""Show the state of the town: server, daemon, every rig, unread mail, alerts.

    gt status
    gt status --watch
    gt status --json

"doing" counts the issues that somebody works on. Polecats are the branches of workers. The exit
status is 3 if the server does not run, and 1 if something else is down: the daemon, a rig that
cannot be read, an open alert. --watch redraws it every 2 seconds until Ctrl-C.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime

from beadwork.console.console import Console
from beadwork.errors import NoServer, Usage
from beadwork.gt import town_choice
from beadwork.gt.output import status as output
from beadwork.model.settings_table import int_setting
from beadwork.town import overview
from beadwork.town.overview import Overview

WATCH_SECONDS = int_setting("status.watch-interval")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--watch", action="store_true", help="redraw every 2 seconds")


def run(console: Console, options: argparse.Namespace) -> int:
    if options.watch and console.json:
        raise Usage("--watch never ends, and --json prints one document", hint="gt status --json")
    town = town_choice.town(console)
    while True:
        now = datetime.now(UTC).replace(tzinfo=None)
        town_overview = overview.look(town, now)
        if console.terminal.is_interactive and options.watch:
            console.clear_screen()
            console.bare(f"{datetime.now():%H:%M:%S}")
        _print(console, town_overview)
        if not options.watch:
            break
        console.flush()
        time.sleep(WATCH_SECONDS)
    if not town_overview.server.running:
        return NoServer.exit_status
    return 1 if town_overview.down else 0


def _print(console: Console, town_overview: Overview) -> None:
    console.result(overview.as_json(town_overview), lambda: output.lines(console, town_overview))
