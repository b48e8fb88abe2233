"""Create the database and the tables of a rig or of the town, if they are missing.

    gt dolt init-rig gastown
    gt dolt init-rig hq

`gt rig add` and `gt install` do this, too. This command is for a rig that came into the town in
another way. A database that a workspace names and that is gone is not created again, empty.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server.files.home import HQ
from beadwork.errors import NotFound, NoTown, ReadOnly
from beadwork.gt import town_choice
from beadwork.model.hints import command
from beadwork.town import databases
from beadwork.town.layout import Town
from beadwork.town.rigs import registry


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a rig, or hq")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("dolt init-rig writes, and --readonly is given")
    name = options.name
    town = _town(console, name)
    if name != HQ and name not in registry.names(town):
        raise NotFound(
            f'no rig "{name}" in {town.root}',
            hint=f"{_add(name)}   (adds it, and makes its database)",
        )
    made = databases.make(town, name, town_choice.author(console), console.note)
    words = f"Made the database {name}" if made else f"The database {name} is complete"
    console.result({"database": name, "made": made}, lambda: words)


def _town(console: Console, name: str) -> Town:
    """Return the town; raises as `layout.find`, with what makes the database in the hint."""
    try:
        return town_choice.town(console)
    except NoTown as error:
        if error.hint == "gt install":
            error.hint += f"   (makes a town, and its database {HQ})"
            error.hint += "" if name == HQ else f"; then in it: {_add(name)}"
        raise


def _add(name: str) -> str:
    return f"{command('gt', 'rig', 'add', name)} GIT-URL"
