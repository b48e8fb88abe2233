"""List the remotes, each with its URL and the newest commit that it was known to have.

bd dolt remote list
bd dolt remote list --json
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.model.urls import bare


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.remotes()
    console.result(
        [remote._replace(url=bare(remote.url))._asdict() for remote in found],
        lambda: (
            table((remote.name, bare(remote.url), remote.commit or "-") for remote in found)
            or ["No remote: bd dolt remote add origin URL"]
        ),
    )
