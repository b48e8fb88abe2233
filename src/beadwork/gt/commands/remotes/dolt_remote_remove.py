"""Take the remote of a rig, or of `hq`, away. What was pushed there stays there.

    gt dolt remote remove gastown

Its entry in mayor/daemon.json goes, too. `gt dolt remote add` gives it one again.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.town.remotes import changes


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="RIG", help="a rig, or hq")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("dolt remote remove writes, and --readonly is given")
    url = changes.remove(town_choice.town(console), options.name)
    console.result(
        {"database": options.name, "url": url},
        lambda: f"{options.name} has the remote {url} no more; what is there stays",
    )
