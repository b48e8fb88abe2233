"""Print the end of a log, for `gt dolt logs` and `gt daemon logs`; with -f also new lines."""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server.files import log
from beadwork.errors import Usage


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-n", "--lines", type=int, default=40, metavar="N", help="number of lines (40)"
    )
    parser.add_argument("-f", "--follow", action="store_true", help="go on with new lines")


def show(console: Console, options: argparse.Namespace, path: str) -> None:
    """Print the end of the log in `path`.

    Raises:
        Usage: the flags do not go together.
    """
    if options.lines < 0:
        raise Usage(f"-n takes a number of lines, not {options.lines}")
    if options.follow and console.json:
        raise Usage(
            "--follow does not end, so it cannot be one JSON document",
            hint="the same without --follow",
        )
    found = log.tail_of(path, options.lines)
    console.result(
        {"log": path, "lines": found.lines}, lambda: found.lines or [f"nothing is logged in {path}"]
    )
    if options.follow:
        console.flush()
        for text in log.follow_file(path, found.offset):
            console.excerpt(text)
