"""List the rigs of the town.

gt rig list
gt rig list --json
"""

from __future__ import annotations

import argparse

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.town.rigs import registry


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    known = registry.read(town_choice.town(console))
    found = known.rigs
    for why in known.damaged.values():
        console.warn(why)
    console.result(
        [rig._asdict() for rig in found],
        lambda: (
            table((rig.name, f"{rig.prefix}-…", rig.git_url) for rig in found)
            if found
            else "No rigs"
        ),
    )
