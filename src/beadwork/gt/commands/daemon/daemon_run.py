"""Run the town's daemon in the foreground, for a service manager, or to watch it.

    gt daemon run
    gt daemon run --quiet

SIGTERM or Ctrl-C ends the daemon and its server. SIGHUP lets it read mayor/daemon.json again, and
try again what it gave up. A file that cannot be used raises an alert and changes nothing else.
Everything that the daemon does is also in daemon/daemon.log; with --quiet it is only there. A
command server begins and ends with the daemon (`bd serve --help`).
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly, Usage
from beadwork.gt import town_choice


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("the daemon writes, and --readonly is given")
    if console.json:
        raise Usage(
            "the daemon does not end, so it cannot be one JSON document",
            hint="gt daemon start --json",
        )
    from beadwork.serve import beside_daemon
    from beadwork.town.daemon import loop

    town = town_choice.town(console)
    beside_daemon.begin()
    loop.run(town, echo=not console.quiet)
    beside_daemon.end()
