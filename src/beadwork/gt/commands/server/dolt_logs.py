"""Show the end of the Dolt server's log.

    gt dolt logs
    gt dolt logs -n 200
    gt dolt logs -f
    gt dolt logs gastown

Name a RIG if each rig has a server of its own. Without one it is the log of the server of hq.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import log_flags, town_choice
from beadwork.town import servers


def arguments(parser: argparse.ArgumentParser) -> None:
    log_flags.declare(parser)
    parser.add_argument(
        "rig", nargs="?", default="", metavar="RIG", help="the rig, if each has a server of its own"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    home = servers.named(town, [options.rig])[0] if options.rig else town.server
    log_flags.show(console, options, home.log)
