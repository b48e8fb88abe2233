"""List the town's databases: the rig of each, whether the server serves it, its issues and size.

    gt dolt list
    gt dolt list --json

The exit status is 1 if a database of `hq` or of a rig is not served, or if its files are damaged;
the reason is printed beside it. `gt dolt recover NAME` brings such a database back.
"""

from __future__ import annotations

import argparse
from typing import Any

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.dolt.server.machine import disk_space
from beadwork.gt import town_choice
from beadwork.store.database_summary import Summary
from beadwork.town import databases
from beadwork.town.databases import Database
from beadwork.ui import database_table


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    town = town_choice.town(console)
    found = databases.all_of(town)
    known = databases.summaries(town)
    sizes = {name: disk_space.used(str(town.data / name)) for name, *_ in found}
    value = [_as_json(database, known.get(database.name), sizes) for database in found]
    console.result(value, lambda: _lines(found, known, sizes))
    return 1 if any(database.rig and database.why for database in found) else 0


def _as_json(
    database: Database, summary: Summary | None, sizes: dict[str, int | None]
) -> dict[str, Any]:
    value = {key: part for key, part in database._asdict().items() if part != ""}
    if summary and summary.project_id:
        value |= {"issues": summary.issues, "last_write": summary.last_write}
    size = sizes[database.name]
    return value if size is None else {**value, "size": size}


def _lines(
    databases: list[Database], known: dict[str, Summary], sizes: dict[str, int | None]
) -> list[str]:
    return table(
        (
            database.name,
            "served" if database.served else "not served",
            *database_table.cells(known.get(database.name), sizes[database.name]),
            database.why,
        )
        for database in databases
    )
