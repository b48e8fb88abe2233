"""Remove a rig from the town. Its files and its database stay.

    gt rig remove gastown
    gt rig remove gastown --purge gastown

A server of the rig's own is stopped. `gt rig add` adopts the database again.

With --purge, which repeats the name, the files and the database are removed, too. It is refused if
git has work below the rig's directory that no remote has, or if other files are there. Dolt keeps a
removed database until it is purged: `gt dolt sql -q "CALL DOLT_UNDROP('gastown')"` brings it back.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly, Usage
from beadwork.gt import town_choice
from beadwork.town.rigs import remove


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "--purge", metavar="NAME", help="remove files and database, too; repeat the name"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("rig remove writes, and --readonly is given")
    if options.purge and options.purge != options.name:
        raise Usage(
            f"--purge {options.purge} does not repeat the name {options.name}",
            hint=f"gt rig show {options.name}",
        )
    town = town_choice.town(console)
    place = town.rig(options.name)
    if options.purge:
        rig, database = remove.purge(town, options.name, console.note)
        said = [
            f"Removed {rig.name}, and with it {place} and its database",
            f"Its database is kept in {town.root / 'backups' / 'removed'}"
            if town.server.rig
            else f"To bring the database back: gt dolt sql -q \"CALL DOLT_UNDROP('{database}')\"",
        ]
    else:
        rig, database = remove.remove(town, options.name)
        said = [
            f"Removed {rig.name}",
            f"Its files stay in {place}",
            f"Its issues stay in the database {database}",
        ]
    console.result(
        {
            "removed": rig.name,
            "path": str(place),
            "database": database,
            "purged": bool(options.purge),
        },
        lambda: said,
    )
