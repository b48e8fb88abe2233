"""Show the end of the Dolt server's log.

gt dolt logs
gt dolt logs -n 200
gt dolt logs -f
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import log_flags, opening


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    log_flags.declare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    """Show it."""
    log_flags.show(console, options, opening.town(console).server.log)
