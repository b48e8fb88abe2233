"""The flag `-n` of lists that have no filters. Its help and its default are the same everywhere."""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import Usage
from beadwork.ui.filter_flags import PAGE


def add(parser: argparse.ArgumentParser) -> None:
    """Add the flag to a command's parser."""
    parser.add_argument(
        "-n",
        "--limit",
        type=int,
        metavar="N",
        help=f"at most N; 0 for all (a terminal shows {PAGE})",
    )


def read(console: Console, options: argparse.Namespace, page: int = PAGE) -> int | None:
    """Return the number of wanted entries, None for all. The default is `page` on a
    terminal, and all elsewhere.

    Raises:
        Usage: the number is negative.
    """
    if options.limit is None:
        return page if console.pages else None
    if options.limit < 0:
        raise Usage(f"the limit cannot be {options.limit}", hint="--limit 0 shows all")
    return options.limit or None
