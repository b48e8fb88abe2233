"""List the databases of the server: whose each is, where it was used last, its issues and its size.

    bd dolt list
    bd dolt list --gone
    bd dolt list --json

A database whose directory is gone, or has no metadata.json any more, is marked. `bd init --database
NAME` joins it from another directory, `bd dolt drop NAME` moves it to a backup. Where a database
was used is known since beadwork records it: a dash stands for one that nobody used since. In a town
`gt dolt list` shows the rigs.
"""

from __future__ import annotations

import argparse
import os
from typing import Any

from beadwork.actions.workspace import server_databases
from beadwork.actions.workspace.server_databases import ListedDatabase
from beadwork.bd import server_choice
from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.ui import database_table


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--gone", action="store_true", help="only those that no directory uses any more"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    link = server_choice.server_link(console, "gt dolt list")
    with link.session:
        found = server_databases.all_of(link)
    shown = [listed for listed in found if listed.is_orphan or not options.gone]
    console.result([_as_json(listed) for listed in shown], lambda: _lines(shown))


def _as_json(listed: ListedDatabase) -> dict[str, Any]:
    summary, places = listed.summary, listed.places
    value = {
        **summary._asdict(),
        "path": os.path.dirname(places[0].beads) if places else "",
        "path_state": places[0].state if places else "",
        "other_paths": [os.path.dirname(place.beads) for place in places[1:]],
        "gone": listed.is_orphan,
        "size": listed.size,
    }
    return {key: fact for key, fact in value.items() if fact not in ("", None, [])}


def _lines(listed: list[ListedDatabase]) -> list[str]:
    if not listed:
        return ["No database"]
    return table(
        (
            database.summary.name,
            f"{database.summary.prefix}-…" if database.summary.prefix else "",
            *database_table.cells(database.summary, database.size),
            _place(database),
        )
        for database in listed
    )


def _place(listed: ListedDatabase) -> str:
    if listed.summary.why:
        return listed.summary.why
    if not listed.places:
        return "-"
    first, *others = listed.places
    more = f" and {len(others)} more" if others else ""
    state = f" ({first.state})" if first.state else ""
    return f"{os.path.dirname(first.beads)}{more}{state}"
