"""Show the settings in effect, and where each comes from.

    bd dolt show
    bd dolt show --json

The password is never shown. `bd dolt set KEY VALUE` changes a setting.
"""

from __future__ import annotations

import argparse

from beadwork.bd import server_choice
from beadwork.bd.flags import server
from beadwork.console.console import Console
from beadwork.workspace.settings import origins


def arguments(parser: argparse.ArgumentParser) -> None:
    server.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    flags = server.read(options)
    workspace, chosen = server_choice.at(console, flags)
    found = origins.effective(workspace, chosen, flags)
    width = max(len(f"{row.key} {row.value}") for row in found)
    width = min(width, 44)
    console.result(
        [row._asdict() for row in found],
        lambda: [
            f"{f'{row.key} = {row.value}'.ljust(width + 2)}  {console.style(row.origin, 'dim')}"
            for row in found
        ],
    )
