"""Fetch what a remote has, and check it. Nothing is merged.

bd dolt fetch
bd dolt fetch mirror --json

`bd dolt pull` fetches and merges.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.bd.output import transfers as output
from beadwork.console.console import Console
from beadwork.ui import elapsed


def arguments(parser: argparse.ArgumentParser) -> None:
    output.add_remote(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker, elapsed.shown(console, f"Fetching {options.remote}"):
        fetched = tracker.fetch(options.remote)
    console.result(output.fetched_document(fetched), lambda: output.fetched_line(fetched))
