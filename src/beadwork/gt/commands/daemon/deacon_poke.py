"""Type a line into the deacon's session: that of sessions.deacon.poke, or your own.

gt deacon poke
gt deacon poke "Look at the merge queue."
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.town.daemon import deacon


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", default="", metavar="TEXT", help="what is typed")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("deacon poke types into a session, and --readonly is given")
    typed = deacon.poke(town_choice.town(console), options.text)
    console.result({"poked": "deacon", "text": typed}, lambda: f"Poked the deacon: {typed}")
