"""Make this project a workspace: a database for its issues, and `.beads/metadata.json`.

    bd init
    bd init -p api
    bd init --from-remote
    bd init --server-host db.example.org --server-user me --server-tls

Asks nothing, writes only `.beads/`, and can be run again. In a clone or a worktree of a project that has a
`.beads/metadata.json` it joins that project instead of making a second database; --from-remote fetches one that git's
remote holds. Nothing is ever deleted: --reinit-local makes a new database beside the old, and says what the old is called.
"""

from __future__ import annotations

import argparse
import os

from beadwork import errors
from beadwork.actions import initialize
from beadwork.actions.init_plan import Request
from beadwork.bd import server_flags
from beadwork.console.console import Console
from beadwork.workspace import identity


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument(
        "-p", "--prefix", default="", metavar="WORD", help="ids begin with it (else the directory's name)"
    )
    parser.add_argument("--database", default="", metavar="NAME", help="name of the database (else the prefix)")
    parser.add_argument(
        "--from-remote", nargs="?", const="", metavar="URL", help="fetch the tracker from there (else git's origin)"
    )
    parser.add_argument("--reinit-local", action="store_true", help="begin anew, with another database")
    parser.add_argument(
        "--destroy-token", default="", metavar="TOKEN", help="confirms --reinit-local: DESTROY-<prefix>"
    )
    server_flags.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    """Make it, or join it."""
    if console.readonly:
        raise errors.ReadOnly("init writes, and --readonly is given")
    directory = initialize.found_at(console.directory)
    request = Request(
        prefix=options.prefix,
        database=options.database,
        flags=server_flags.read(options),
        remote=options.from_remote,
        reinit_local=options.reinit_local,
        destroy_token=options.destroy_token,
    )
    author = identity.author(directory, chosen=console.actor)
    made = initialize.initialize(directory, author, request, console.note)
    value = {
        "path": made.workspace.beads,
        "database": made.workspace.database,
        "prefix": made.prefix,
        "project_id": made.workspace.project_id,
        "created": made.is_new,
    }
    if made.replaced:
        value["replaced_database"] = made.replaced
    console.result(value, lambda: _lines(made))


def _lines(made: initialize.Made) -> list[str]:
    done = "Made" if made.is_new else "Joined"
    shown = os.path.relpath(made.workspace.beads)
    lines = [f"{done} {shown}, database {made.workspace.database}: ids are {made.prefix}-…"]
    if made.replaced:
        lines.append(f"The old issues are kept in the database {made.replaced}")
    return [*lines, 'Next: bd create "what is to be done"']
