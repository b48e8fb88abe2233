"""Let the town's daemon read mayor/daemon.json again, and try again what it gave up.

    gt daemon reload

A file that cannot be used is refused, with its line and column, and the daemon is not asked.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import BeadworkError, ReadOnly
from beadwork.gt import town_choice
from beadwork.town import configuration
from beadwork.town.daemon import control


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("daemon reload changes what the daemon does, and --readonly is given")
    town = town_choice.town(console)
    configuration.read(town)
    daemon = control.reload(town)
    if daemon is None:
        raise BeadworkError("no daemon of this town runs", hint="gt daemon start")
    console.result({"pid": daemon.pid}, lambda: f"Asked the daemon (pid {daemon.pid}) to reload")
