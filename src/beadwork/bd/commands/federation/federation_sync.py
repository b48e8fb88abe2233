"""Pull from a peer, and push to it.

bd federation sync partner
bd federation sync partner --json
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.bd.output import peers as output
from beadwork.bd.output.merging import merge as merge_output
from beadwork.console.console import Console
from beadwork.tracker import peers
from beadwork.ui import elapsed


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="PEER")


def run(console: Console, options: argparse.Namespace) -> None:
    name = options.name
    with open_tracker(console) as tracker, elapsed.shown(console, f"Syncing with {name}"):
        pulled, pushed = peers.sync(tracker, name)
    console.result(
        {
            "name": name,
            "status": "synced",
            "pulled": output.pulled_document(name, pulled) if pulled else None,
            "pushed": output.pushed_document(name, pushed),
        },
        lambda: [
            *([output.pulled_line(console, name, pulled)] if pulled else []),
            output.pushed_line(console, name, pushed),
        ],
    )
    if pulled and pulled.merge:
        merge_output.warn(console, pulled.merge, is_preview=False)
