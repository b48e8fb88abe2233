"""Show how the town is: server, daemon, every rig, unread mail, alerts.

    gt status
    gt status --watch
    gt status --json

doing are issues that somebody works on; polecats are the branches of workers. Exit status 3 where
the server does not run, 1 where something else is down: the daemon, a rig that cannot be read, an
open alert. --watch draws it anew every 2 seconds, until Ctrl-C.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime

from beadwork.console.console import Console
from beadwork.errors import NoServer, Usage
from beadwork.gt import town_choice
from beadwork.gt.output import status as output
from beadwork.town import overview
from beadwork.town.layout import Town
from beadwork.town.overview import Seen

WATCH_SECONDS = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument("--watch", action="store_true", help="again every 2 seconds")


def run(console: Console, options: argparse.Namespace) -> int:
    """Print it."""
    if options.watch and console.json:
        raise Usage("--watch is for a person, and --json is one document", hint="gt status --json")
    town = town_choice.town(console)
    while True:
        seen = _look(town)
        if console.terminal.is_interactive and options.watch:
            console.clear_screen()
            console.bare(f"{datetime.now():%H:%M:%S}")
        console.result(overview.as_json(seen), lambda seen=seen: output.lines(console, seen))  # type: ignore[misc]
        if not options.watch:
            break
        console.flush()
        time.sleep(WATCH_SECONDS)
    if not seen.server.running:
        return NoServer.exit_status
    return 1 if seen.down else 0


def _look(town: Town) -> Seen:
    return overview.look(town, datetime.now(UTC).replace(tzinfo=None))
