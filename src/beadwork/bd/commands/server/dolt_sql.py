"""Open Dolt's own SQL shell on the server, in this workspace's database.

    bd dolt sql
    bd dolt sql "SELECT * FROM dolt_log LIMIT 5"

What is written there is no write of `bd`: the next one commits it as made outside bd. `bd sql` is
the quicker way to ask.
"""

from __future__ import annotations

import argparse
import json
import os
from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.bd import server_choice
from beadwork.console.console import Console

if TYPE_CHECKING:
    from beadwork.dolt.shell import Invocation


def arguments(parser: argparse.ArgumentParser) -> None:
    # `-q SQL`, as Dolt's own shell has it, works too: -q asks for quiet, and the SQL is the
    # argument.
    parser.add_argument("query", nargs="?", metavar="SQL", help="run this and end")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise errors.ReadOnly("the shell can write, and --readonly is given", hint="bd sql QUERY")
    if console.json and options.query is None:
        raise errors.Usage("the shell itself has no JSON", hint="bd dolt sql --json QUERY")
    words = [] if options.query is None else ["-q", options.query]
    shell = _shell(console, [*words, "-r", "json"] if console.json else words)
    if console.json:
        _print_rows(console, shell)
        return
    console.terminal.stdout.flush()
    os.chdir(shell.directory)
    os.execve(shell.words[0], shell.words, shell.environment)  # noqa: S606 - there is no shell in between


def _shell(console: Console, query: list[str]) -> Invocation:
    from beadwork.dolt import shell
    from beadwork.dolt.server.files.home import user_directory
    from beadwork.workspace.connection.link import Link, may_start

    workspace, chosen = server_choice.here(console)
    database = ""
    if workspace:
        link = Link(workspace, branch=os.environ.get("BD_BRANCH"))
        with link.session:
            assert link.opening  # noqa: S101 - it is the right server and database, and the server runs
        chosen = link.chosen
        branch = link.session.branch
        database = f"{workspace.database}/{branch}" if branch else workspace.database
    elif chosen.home and may_start(chosen.home):
        from beadwork.dolt.server.lifecycle import start
        from beadwork.workspace.connection.server import managed

        start.ensure(chosen.home, console.note)
        chosen = chosen._replace(address=managed(chosen.home))
    return shell.invocation(
        chosen.address, database, os.path.join(user_directory(), "shell"), console.note, query
    )


def _print_rows(console: Console, shell: Invocation) -> None:
    import subprocess

    done = subprocess.run(
        shell.words,
        env=shell.environment,
        cwd=shell.directory,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        words = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise errors.BeadworkError(
            f"Dolt's shell: {' '.join(words[:3]) or f'exit status {done.returncode}'}"
        )
    rows = json.loads(done.stdout).get("rows", []) if done.stdout.strip().startswith("{") else []
    console.result(rows, lambda: "")
