"""Dolt's own SQL shell, for `bd dolt sql` and `gt dolt sql`: this process becomes it.

With --json the shell runs one query instead, and its rows are printed.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.console.console import Console

if TYPE_CHECKING:
    from beadwork.dolt.shell import Invocation


def add_query(parser: argparse.ArgumentParser) -> None:
    """Declare the query.

    `-q SQL`, as Dolt's own shell has it, works too: -q asks for quiet, and the SQL is the argument.
    """
    parser.add_argument("query", nargs="?", metavar="SQL", help="run this query and exit")


def run(
    console: Console,
    options: argparse.Namespace,
    invocation: Callable[[list[str]], Invocation],
    *,
    readonly_hint: str = "",
) -> None:
    """Become the shell that `invocation` makes of the words of the query; with --json run it.

    Raises:
        ReadOnly: --readonly is given.
        Usage: --json is given without a query.
        BeadworkError: the query failed.
    """
    if console.readonly:
        raise errors.ReadOnly("the shell can write, and --readonly is given", hint=readonly_hint)
    words = [] if options.query is None else ["-q", options.query]
    if console.json:
        if not words:
            raise errors.Usage(
                "the shell itself has no JSON", hint=f"{console.program} dolt sql --json QUERY"
            )
        _print_rows(console, invocation([*words, "-r", "json"]))
        return
    shell = invocation(words)
    console.terminal.stdout.flush()
    os.chdir(shell.directory)
    os.execve(shell.words[0], shell.words, shell.environment)  # noqa: S606 - no shell in between


def _print_rows(console: Console, shell: Invocation) -> None:
    import subprocess

    completed = subprocess.run(
        shell.words,
        env=shell.environment,
        cwd=shell.directory,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if completed.returncode:
        words = (completed.stderr.strip() or completed.stdout.strip()).splitlines()
        raise errors.BeadworkError(
            f"Dolt's shell: {' '.join(words[:3]) or f'exit status {completed.returncode}'}"
        )
    rows = (
        json.loads(completed.stdout).get("rows", [])
        if completed.stdout.strip().startswith("{")
        else []
    )
    console.result(rows, lambda: "")
