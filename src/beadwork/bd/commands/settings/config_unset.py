"""Unset a setting, so that its default applies again.

    bd config unset types.custom
    bd config unset actor

History keeps the old value, unless the setting is one of this machine.
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
            before = tracker.unset_setting(key)
    console.result(
        {"key": key, "value": before},
        lambda: f"Unset {console.style(key, 'bold')}, which was {before}",
    )
