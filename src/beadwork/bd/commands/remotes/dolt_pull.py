"""Fetch what a remote has, and merge it into the tracker.

bd dolt pull
bd dolt pull mirror
bd dolt pull --strategy theirs --json

What comes in is checked first: a remote with tables or code that no tracker has, with another
project's issues, or with a newer schema is refused, and nothing is merged. The merge follows the
rules of `bd merge`, and is made completely or not at all.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.bd.output import transfers as output
from beadwork.console.console import Console
from beadwork.model.merging.three_way import NEWEST, STRATEGIES
from beadwork.ui import elapsed


def arguments(parser: argparse.ArgumentParser) -> None:
    output.add_remote(parser)
    parser.add_argument(
        "--strategy",
        choices=STRATEGIES,
        default=NEWEST,
        help="who wins if both changed a field: newest, ours, theirs",
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker, elapsed.shown(console, f"Pulling {options.remote}"):
        pulled = tracker.pull(options.remote, options.strategy)
        worker = tracker.author.name
    console.result(output.pulled_document(pulled), lambda: [*output.pulled_lines(console, pulled)])
    output.warn_of_merges(console, [pulled.merge] if pulled.merge else [], worker)
