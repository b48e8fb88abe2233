"""Show one rig: its clone, its database, its prefix.

gt rig show gastown
gt rig show gastown --json
"""

from __future__ import annotations

import argparse

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.gt import opening
from beadwork.town import registry


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument("name", metavar="NAME")


def run(console: Console, options: argparse.Namespace) -> None:
    """Print it."""
    town = opening.town(console)
    rig = registry.get(town, options.name)
    value = {**rig._asdict(), "path": str(town.clone(rig.name)), "has_clone": town.clone(rig.name).is_dir()}
    console.result(value, lambda: table((key.replace("_", " "), str(value[key])) for key in value))
