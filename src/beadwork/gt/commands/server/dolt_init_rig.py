"""Create the database and the tables of a rig or of the town, if they are missing.

    gt dolt init-rig gastown
    gt dolt init-rig hq

`gt rig add` and `gt install` do this, too. This command is for a rig that came into the town in
another way. A database that a workspace names and that is gone is not created again, empty.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.town import databases


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a rig, or hq")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("dolt init-rig writes, and --readonly is given")
    made = databases.make(
        town_choice.town(console), options.name, town_choice.author(console), console.note
    )
    words = (
        f"Made the database {options.name}" if made else f"The database {options.name} is complete"
    )
    console.result({"database": options.name, "made": made}, lambda: words)
