"""Remove a peer. What it sent stays here, and what it received stays there.

bd federation remove-peer staging
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.tracker import peers


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        gone = peers.remove(tracker, options.name)
    console.result(
        {"name": gone.name, "endpoint": gone.endpoint, "status": "removed"},
        lambda: f"{console.style('Removed', 'red')} peer {gone.name}: {gone.endpoint}",
    )
