"""Remove a value that `bd kv set` stored.

    bd kv unset deploy.last

History keeps it: `bd log --grep "kv unset deploy.last"` finds the commit.
"""

from __future__ import annotations

import argparse

from beadwork.actions import configure
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")


def run(console: Console, options: argparse.Namespace) -> None:
    shown = configure.check_key(options.key)
    with open_tracker(console) as tracker:
        before = tracker.unset_value(options.key)
    console.result(
        {"key": shown, "value": before},
        lambda: f"Unset {console.style(shown, 'bold')}, which was {before}",
    )
