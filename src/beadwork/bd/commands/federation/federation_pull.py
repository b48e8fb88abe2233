"""Take in what a peer has.

    bd federation pull partner
    bd federation pull partner --json

What comes in is checked, and merged by the rules of `bd merge`. `bd show` says of each issue which
town it came from. What a partner changed on an outbound branch is carried over to `main`, cell by
cell: the partner's pseudonyms are our persons again.
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
    with open_tracker(console) as tracker, elapsed.shown(console, f"Pulling from {options.name}"):
        pulled = peers.pull(tracker, options.name)
    console.result(
        output.pulled_document(options.name, pulled),
        lambda: output.pulled_line(console, options.name, pulled),
    )
    if pulled.merge:
        merge_output.warn(console, pulled.merge, is_preview=False)
