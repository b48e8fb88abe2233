"""Print a setting.

    bd config get issue_prefix
    bd config get status.custom --json

A key that is not set is an error, as with `git config`.
"""

from __future__ import annotations

import argparse

from beadwork.actions import configure
from beadwork.bd import local_settings
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.urls import without_credentials
from beadwork.workspace.settings.config_yaml import is_local


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")


def run(console: Console, options: argparse.Namespace) -> None:
    key = configure.check_key(options.key)
    if is_local(key):
        value = local_settings.get(console, key)
    else:
        with open_tracker(console) as tracker:
            value = tracker.ask(lambda reader: configure.get(reader, key))
    value = without_credentials(value)
    console.result({"key": key, "value": value}, lambda: value)
