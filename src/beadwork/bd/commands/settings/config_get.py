"""Print a setting.

    bd config get issue_prefix
    bd config get status.custom --json

A setting that is not set shows its default. A key that has none is an error, as with `git config`.
"""

from __future__ import annotations

import argparse

from beadwork.actions import configure
from beadwork.bd import local_settings
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.errors import NotFound
from beadwork.model import settings_table
from beadwork.model.urls import without_credentials
from beadwork.workspace.settings.config_yaml import is_local


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")


def run(console: Console, options: argparse.Namespace) -> None:
    key = configure.check_key(options.key)
    try:
        value, default = without_credentials(_value(console, key)), ""
    except NotFound:
        value = default = settings_table.default_to_show(key)
        if not default:
            raise
        console.note(f"{key} is not set: this is its default")
    found = {"key": key, "value": value}
    console.result({**found, "default": True} if default else found, lambda: value)


def _value(console: Console, key: str) -> str:
    if is_local(key):
        return local_settings.get(console, key)
    with open_tracker(console) as tracker:
        return tracker.setting(key)
