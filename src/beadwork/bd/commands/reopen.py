"""Open closed issues again: the time and the reason of their closing go, history keeps them.

bd reopen bd-a3f
bd reopen bd-a3f bd-9qk -r "fails again on Safari"
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import tracker
from beadwork.console.console import Console
from beadwork.model import record


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument("ids", nargs="+", metavar="ID")
    parser.add_argument("-r", "--reason", metavar="TEXT", help="why, for the commit message")


def run(console: Console, options: argparse.Namespace) -> None:
    """Open them and print them."""
    with tracker(console) as here:
        opened = here.reopen(*options.ids, reason=options.reason)
    console.result(
        [record.of(issue) for issue in opened], lambda: [f"Reopened {issue.id}: {issue.title}" for issue in opened]
    )
