"""Remove a remote from the tracker. What was pushed there stays there.

bd dolt remote remove origin
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.urls import bare


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        removed = tracker.remove_remote(options.name)
    console.result(
        {"name": removed.name, "url": bare(removed.url)},
        lambda: f"Removed the remote {removed.name}: {bare(removed.url)}",
    )
