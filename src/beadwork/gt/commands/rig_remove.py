"""Take a rig out of the town. Its files and its database stay.

gt rig remove gastown
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import opening
from beadwork.town import rigs


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument("name", metavar="NAME")


def run(console: Console, options: argparse.Namespace) -> None:
    """Remove it."""
    if console.readonly:
        raise ReadOnly("rig remove writes, and --readonly is given")
    town = opening.town(console)
    rig = rigs.remove(town, options.name)
    value = {"removed": rig.name, "path": str(town.rig(rig.name)), "database": rig.name}
    console.result(
        value,
        lambda: f"Removed {rig.name}; its files stay in {town.rig(rig.name)}, its issues in the database {rig.name}",
    )
