"""Show the settings in effect, and where each comes from.

    bd dolt show
    bd dolt show --json

The password itself is never shown. `bd dolt set KEY VALUE` changes a setting.
"""

from __future__ import annotations

import argparse

from beadwork.bd import server_flags, serving
from beadwork.console.console import Console
from beadwork.workspace import origins


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    server_flags.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    """Show them. Nothing is connected."""
    flags = server_flags.read(options)
    workspace, chosen = serving.here(console, flags)
    found = origins.effective(workspace, chosen, flags)
    width = max(len(f"{row.key} {row.value}") for row in found)
    width = min(width, 44)
    console.result(
        [row._asdict() for row in found],
        lambda: [f"{f'{row.key} = {row.value}'.ljust(width + 2)}  {console.style(row.origin, 'dim')}" for row in found],
    )
