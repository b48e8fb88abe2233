"""List the town's databases: the rig of each, and whether the server serves it.

    gt dolt list
    gt dolt list --json

The exit status is 1 if a database of `hq` or of a rig is not served; the reason is printed beside
it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.town import databases
from beadwork.town.databases import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    found = databases.all_of(town_choice.town(console))
    value = [
        {key: part for key, part in database._asdict().items() if part != ""} for database in found
    ]
    console.result(value, lambda: _lines(found))
    return 1 if any(database.rig and not database.served for database in found) else 0


def _lines(databases: list[Database]) -> Iterable[str]:
    width = max(len(database.name) for database in databases)
    for database in databases:
        state = "served" if database.served else "not served"
        yield f"{database.name.ljust(width)}  {state.ljust(10)}  {database.why}".rstrip()
