"""Move a database of your own server to a backup; without --yes it asks, or shows the effect.

    bd dolt drop old_api
    bd dolt drop old_api --yes

The backup is restored once as a proof before the database is dropped. It lies in `backups/` of
`~/.beads`, and the command that brings it in again is printed. A database that a directory still
uses is refused: remove that directory's `.beads` first.
"""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime

from beadwork.actions.workspace import join_database, server_databases
from beadwork.bd import server_choice
from beadwork.console.console import Console
from beadwork.errors import ConfirmationMissing, Exists, ReadOnly
from beadwork.model.hints import command
from beadwork.ui import question


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a name of `bd dolt list`")
    parser.add_argument("-y", "--yes", action="store_true", help="do it, without a question")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("dolt drop writes, and --readonly is given")
    home = server_choice.own_home(console, "gt rig remove")
    link = server_choice.server_link(console, "gt rig remove")
    with link.session:
        listed = server_databases.one(link, options.name)
        name, used = listed.summary.name, [place for place in listed.places if not place.state]
        if used:
            raise Exists(
                f"{os.path.dirname(used[0].beads)} uses the database {name}",
                hint=command("ls", "-l", used[0].beads),
            )
        said = f"the database {name} ({listed.summary.why or join_database.facts(listed.summary)})"
        if not options.yes and not question.is_answered_yes(console, f"Move {said} to a backup?"):
            raise ConfirmationMissing(
                f"--yes moves {said} to a backup",
                hint=command("bd", "dolt", "drop", name, "--yes"),
            )
        now = datetime.now(UTC).replace(tzinfo=None)
        backup = server_databases.drop(link, home, listed, now, console.note)
    back = server_databases.way_back(backup, name)
    console.result(
        {"dropped": name, "backup": str(backup), "restore": back},
        lambda: [f"Moved {name} to {backup}", f"To bring it in again: {back}"],
    )
