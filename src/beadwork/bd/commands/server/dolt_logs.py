"""Show the end of your Dolt server's log.

bd dolt logs
bd dolt logs -n 200
bd dolt logs -f
"""

from __future__ import annotations

import argparse

from beadwork.bd import server_choice
from beadwork.console.console import Console
from beadwork.dolt.server.files import log
from beadwork.errors import Usage


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-n", "--lines", type=int, default=40, metavar="N", help="number of lines (40)"
    )
    parser.add_argument("-f", "--follow", action="store_true", help="go on with new lines")


def run(console: Console, options: argparse.Namespace) -> None:
    home = server_choice.own_home(console, "gt dolt logs")
    if options.lines < 0:
        raise Usage(f"-n takes a number of lines, not {options.lines}")
    if options.follow and console.json:
        raise Usage(
            "--follow does not end, so it cannot be one JSON document", hint="bd dolt logs --json"
        )
    found = log.tail(home, options.lines)
    console.result(
        {"log": home.log, "lines": found.lines},
        lambda: found.lines or [f"nothing is logged in {home.log}"],
    )
    if options.follow:
        console.flush()
        for text in log.follow(home, found.offset):
            console.excerpt(text)
