"""List the settings, and where each is from.

    bd config list
    bd config list --json

What `bd kv` keeps is not among them.
"""

from __future__ import annotations

import argparse

from beadwork.actions import configure
from beadwork.bd import local_settings
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.urls import without_credentials


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        shared = tracker.ask(configure.settings)
        database = tracker.link.workspace.database
    machine = local_settings.read(console)
    found = [
        (key, without_credentials(value), f"database {database}")
        for key, value in shared.items()
        if key not in machine
    ]
    found += [(key, value, ".beads/config.yaml") for key, value in machine.items()]
    found.sort()

    def text() -> list[str]:
        width = max((len(f"{key} = {value}") for key, value, _ in found), default=0)
        return [
            f"{f'{key} = {value}'.ljust(min(width, 56))}  {console.style(f'({source})', 'dim')}"
            for key, value, source in found
        ]

    console.result({key: value for key, value, _ in found}, text)
