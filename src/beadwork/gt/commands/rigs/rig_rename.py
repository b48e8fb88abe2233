"""Rename a rig: its directory, its database, and what names them. Ids and their prefix stay.

    gt rig rename gastown gasworks

The server is stopped for a moment, and started again. Git worktrees of the rig are repaired. Where
the command was interrupted, the same command goes on. Mail of its workers goes along; backups keep
the old name, and `gt dolt recover` finds them.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.town.rigs import rename


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the rig's name")
    parser.add_argument("new", metavar="NEW", help="its new name")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("rig rename writes, and --readonly is given")
    town = town_choice.town(console)
    rig = rename.rename(town, options.old, options.new, console.actor, console.note)
    place = town.clone(rig.name)
    console.result(
        {"renamed": options.old, "name": rig.name, "prefix": rig.prefix, "path": str(place)},
        lambda: f"Renamed {options.old} to {rig.name}, in {place}: ids are {rig.prefix}-…",
    )
