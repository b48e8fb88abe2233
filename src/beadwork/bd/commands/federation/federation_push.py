"""Push to a peer what its tier lets out, as the peer's `main`.

    bd federation push partner
    bd federation push partner --json

Where the peer has commits that are not here, they are taken in first, by the rules of `bd merge`.
At T1 and T2 the peer gets `main` with its history, as long as no issue is or was private. Else it
gets an outbound branch, whose history begins with what was pushed first and names nobody at T3 and
T4 (docs/design/sovereignty.md). Private issues never leave.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.bd.output import peers as output
from beadwork.console.console import Console
from beadwork.tracker import peers
from beadwork.ui import elapsed


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="PEER")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker, elapsed.shown(console, f"Pushing to {options.name}"):
        pushed = peers.push(tracker, options.name)
    console.result(
        output.pushed_document(options.name, pushed),
        lambda: output.pushed_line(console, options.name, pushed),
    )
