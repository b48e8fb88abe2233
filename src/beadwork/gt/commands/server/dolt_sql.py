"""Open Dolt's own SQL shell on the town's server, in the database of the rig you are in, else in
hq.

    gt dolt sql
    gt dolt sql "SELECT * FROM dolt_log LIMIT 5"
    gt dolt sql -q "SHOW TABLES" --database gastown

What is written there is no write of `bd`: the next one commits it as made outside bd.
"""

from __future__ import annotations

import argparse
import json
import os

from beadwork import errors
from beadwork.console.console import Console
from beadwork.dolt import shell
from beadwork.dolt.server import access
from beadwork.dolt.server.lifecycle import start
from beadwork.dolt.shell import Invocation
from beadwork.gt import town_choice
from beadwork.town.layout import HQ, Town
from beadwork.town.rigs import registry


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    # `-q SQL`, as Dolt's own shell has it, works too: -q asks for quiet, and the SQL is the
    # argument.
    parser.add_argument("query", nargs="?", metavar="SQL", help="run this and end")
    parser.add_argument(
        "--database", default="", metavar="NAME", help="another one than that of this place"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    """Become the shell; with --json run the query and print its rows."""
    if console.readonly:
        raise errors.ReadOnly("the shell can write, and --readonly is given")
    if console.json and options.query is None:
        raise errors.Usage("the shell itself has no JSON", hint="gt dolt sql --json QUERY")
    words = [] if options.query is None else ["-q", options.query]
    found = _shell(console, options.database, [*words, "-r", "json"] if console.json else words)
    if console.json:
        _print_rows(console, found)
        return
    console.terminal.stdout.flush()
    os.chdir(found.directory)
    os.execve(found.words[0], found.words, found.environment)  # noqa: S606 - there is no shell in between


def _shell(console: Console, database: str, query: list[str]) -> Invocation:
    town = town_choice.town(console)
    database = database or _here(town, console.directory)
    home = town.server_of(database)
    known = start.running(home)
    if known is None:
        whose = home.rig or town.root
        raise errors.NoServer(
            f"the server of {whose} does not run",
            hint=f"gt daemon start, or gt dolt start {home.rig}".rstrip(),
        )
    return shell.invocation(
        access.address(home, known), database, f"{home.control}/shell", console.note, query
    )


def _here(town: Town, directory: str) -> str:
    first = os.path.relpath(os.path.abspath(directory), town.root).split(os.sep)[0]
    return first if any(rig.name == first for rig in registry.all_of(town)) else HQ


def _print_rows(console: Console, found: Invocation) -> None:
    import subprocess

    done = subprocess.run(
        found.words,
        env=found.environment,
        cwd=found.directory,
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
