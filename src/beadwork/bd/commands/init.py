"""Make this project a workspace: a database for its issues, and `.beads/metadata.json`.

    bd init
    bd init -p api
    bd init --server-host db.example.org --server-user me --server-tls

Asks nothing, writes only `.beads/`, and can be run again. In a clone or a worktree of a project that has a
`.beads/metadata.json` it joins that project instead of making a second database.
"""

from __future__ import annotations

import argparse
import os

from beadwork import errors
from beadwork.actions import initialize
from beadwork.console.console import Console
from beadwork.workspace import identity
from beadwork.workspace.server import Flags


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument(
        "-p", "--prefix", default="", metavar="WORD", help="ids begin with it (else the directory's name)"
    )
    parser.add_argument("--database", default="", metavar="NAME", help="name of the database (else the prefix)")
    parser.add_argument("--server-host", default="", metavar="HOST", help="use this server instead of your own")
    parser.add_argument("--server-port", type=int, default=0, metavar="PORT")
    parser.add_argument("--server-socket", default="", metavar="PATH")
    parser.add_argument("--server-user", default="", metavar="USER", help="its password: BEADS_DOLT_PASSWORD")
    parser.add_argument("--server-tls", action="store_true", help="with TLS, its certificate verified")


def run(console: Console, options: argparse.Namespace) -> None:
    """Make it, or join it."""
    if console.readonly:
        raise errors.ReadOnly("init writes, and --readonly is given")
    directory = initialize.found_at(console.directory)
    flags = Flags(
        options.server_host, options.server_port, options.server_socket, options.server_user, options.server_tls
    )
    made = initialize.initialize(
        directory,
        identity.author(directory, chosen=console.actor),
        prefix=options.prefix,
        database=options.database,
        flags=flags,
    )
    value = {
        "path": made.workspace.beads,
        "database": made.workspace.database,
        "prefix": made.prefix,
        "project_id": made.workspace.project_id,
        "created": made.is_new,
    }
    shown = os.path.relpath(made.workspace.beads)
    console.result(
        value,
        lambda: [
            f"{'Made' if made.is_new else 'Joined'} {shown}, database {made.workspace.database}: ids are {made.prefix}-…",
            'Next: bd create "what is to be done"',
        ],
    )
