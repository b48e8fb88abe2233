"""Open Dolt's own SQL shell on the server, in this workspace's database.

    bd dolt sql
    bd dolt sql "SELECT * FROM dolt_log LIMIT 5"

`bd` does not know of changes that are made there: its next write commits them as made outside bd.
`bd sql` is quicker for a query.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from beadwork.bd import server_choice
from beadwork.console.console import Console
from beadwork.ui import dolt_shell

if TYPE_CHECKING:
    from beadwork.dolt.shell import Invocation


def arguments(parser: argparse.ArgumentParser) -> None:
    dolt_shell.add_query(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    dolt_shell.run(
        console, options, lambda words: _invocation(console, words), readonly_hint="bd sql QUERY"
    )


def _invocation(console: Console, words: list[str]) -> Invocation:
    from beadwork.dolt import shell
    from beadwork.dolt.server.files.home import user_directory
    from beadwork.workspace import chosen_branch
    from beadwork.workspace.connection.link import Link
    from beadwork.workspace.connection.on_demand import may_start

    workspace, chosen = server_choice.at(console)
    database = ""
    if workspace:
        link = Link(workspace, branch=chosen_branch.of(workspace))
        with link.session:
            assert link.profile  # noqa: S101 - it is the right server and database, and the server runs
        chosen = link.chosen
        branch = link.session.branch
        database = f"{workspace.database}/{branch}" if branch else workspace.database
    elif chosen.home and may_start(chosen.home):
        from beadwork.dolt.server.lifecycle import start
        from beadwork.workspace.connection.server import managed

        start.ensure(chosen.home, console.note)
        chosen = chosen._replace(address=managed(chosen.home))
    return shell.invocation(
        chosen.address, database, os.path.join(user_directory(), "shell"), console.note, words
    )
