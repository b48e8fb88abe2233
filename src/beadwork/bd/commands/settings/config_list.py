"""List the settings, and where each comes from.

    bd config list
    bd config list --json
    bd config list --all

--all lists every setting, with its default and its meaning, as docs/settings.md does. Values of `bd
kv` are not listed.
"""

from __future__ import annotations

import argparse

from beadwork.bd import local_settings
from beadwork.bd.opening import open_tracker
from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.model import settings_table
from beadwork.model.urls import without_credentials
from beadwork.workspace.settings import own_settings

CHANGED_HERE = ("database", "machine", "person", "server")
"""The places of settings that `bd` changes."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--all", action="store_true", help="list every setting, with default and meaning"
    )


def _say_all(console: Console) -> None:
    found = [setting for setting in settings_table.settings() if setting.place in CHANGED_HERE]
    console.result(
        [setting._asdict() for setting in found],
        lambda: table((each.key, each.shown_default or "-", each.meaning) for each in found),
    )


def run(console: Console, options: argparse.Namespace) -> None:
    if options.all:
        _say_all(console)
    else:
        _say_set(console)


def _say_set(console: Console) -> None:
    with open_tracker(console) as tracker:
        shared = tracker.settings()
        database = tracker.link.workspace.database
    machine = local_settings.read(console)
    found = [
        (key, without_credentials(value), f"database {database}")
        for key, value in shared.items()
        if key not in machine
    ]
    found += [(key, value, _place(key)) for key, value in machine.items()]
    found.sort()

    def text() -> list[str]:
        width = max((len(f"{key} = {value}") for key, value, _ in found), default=0)
        return [
            f"{f'{key} = {value}'.ljust(min(width, 56))}  {console.style(f'({source})', 'dim')}"
            for key, value, source in found
        ]

    console.result({key: value for key, value, _ in found}, text)


def _place(key: str) -> str:
    return "yours alone" if own_settings.is_own(key) else ".beads/config.yaml"
