"""Show the end of the daemon's log.

gt daemon logs
gt daemon logs -n 200
gt daemon logs -f
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import log_flags, town_choice
from beadwork.town.daemon import paths


def arguments(parser: argparse.ArgumentParser) -> None:
    log_flags.declare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    log_flags.show(console, options, paths.log(town_choice.town(console)))
