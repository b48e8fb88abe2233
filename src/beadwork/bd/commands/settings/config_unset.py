"""Take a setting away, so that what is built in holds again.

    bd config unset types.custom
    bd config unset actor

What it was stays in history, unless it is a setting of this machine only.
"""

from __future__ import annotations

import argparse

from beadwork.actions import configure
from beadwork.bd import local_settings
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.workspace.settings.config_yaml import is_local


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")


def run(console: Console, options: argparse.Namespace) -> None:
    key = configure.check_key(options.key)
    if is_local(key):
        before = local_settings.get(console, key)
        local_settings.change(console, key, None)
    else:
        with open_tracker(console) as tracker:
            before = tracker.change(lambda tx: configure.remove(tx, key))
    console.result(
        {"key": key, "value": before},
        lambda: f"Unset {console.style(key, 'bold')}, which was {before}",
    )
