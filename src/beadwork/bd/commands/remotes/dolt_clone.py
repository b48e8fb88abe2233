"""Clone a tracker from a remote into this project, or into a new directory.

bd dolt clone git@github.com:team/api.git
bd dolt clone ../backup.git api
bd dolt clone file:///backup/api --database api2

It makes a workspace with the whole tracker: every issue and its history. What was fetched is
printed. The remote becomes `origin`, for `bd dolt push` and `bd dolt pull`. What comes in is
checked first, as in a pull. A project that has a tracker already is refused: `bd dolt pull` brings
it up to date. Where .beads/metadata.json names a database that the server does not have, the clone
brings it back.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from beadwork import errors
from beadwork.actions.workspace import initialize
from beadwork.actions.workspace.init_plan import Request
from beadwork.bd import trust_question
from beadwork.bd.flags import server
from beadwork.bd.output import transfers
from beadwork.console.console import Console
from beadwork.ui import elapsed
from beadwork.workspace import identity, remote_place
from beadwork.workspace.identity import checked


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="as `bd dolt remote add` takes it")
    parser.add_argument(
        "into", nargs="?", default="", metavar="DIRECTORY", help="made if missing (else this one)"
    )
    parser.add_argument(
        "--database", default="", metavar="NAME", help="name of the database (else the prefix)"
    )
    parser.add_argument(
        "--ref", default="", metavar="REF", help="git reference of the data (else refs/dolt/data)"
    )
    parser.add_argument(
        "--drop-foreign",
        action="store_true",
        help="drop triggers, views, procedures and other tables of what is fetched",
    )
    server.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise errors.ReadOnly("clone writes, and --readonly is given")
    request = Request(
        database=options.database,
        flags=server.read(options),
        remote=remote_place.typed(options.url, console.directory, console.note).url,
        ref=options.ref,
        drop_foreign=options.drop_foreign,
    )
    with _directory(console, options.into) as directory, elapsed.shown(console, "Cloning"):
        place = initialize.found_at(directory)
        author = checked(identity.author(place, chosen=console.actor))
        made = trust_question.trusting(
            console,
            initialize.beads_of(place),
            lambda: initialize.initialize(place, author, request, console.note),
        )
    if made.fetched is None:
        raise errors.LocalDataExists(
            f"{made.workspace.beads} is a workspace with a tracker already; nothing was fetched",
            hint="bd dolt pull",
        )
    value = {
        "path": made.workspace.beads,
        "database": made.workspace.database,
        "prefix": made.prefix,
        "project_id": made.workspace.project_id,
        "fetched": made.fetched._asdict(),
    }
    shown = os.path.relpath(made.workspace.beads)
    lines = [
        f"Cloned into {shown}, database {made.workspace.database}: ids are {made.prefix}-…",
        transfers.fetched_facts(made.fetched),
        "Next: bd ready",
    ]
    console.result(value, lambda: lines)


@contextmanager
def _directory(console: Console, into: str) -> Iterator[str]:
    """Make the directory to clone into, and remove it where the clone fails and left it empty."""
    directory = os.path.join(console.directory, into)
    is_new = not os.path.exists(directory)
    os.makedirs(directory, exist_ok=True)
    try:
        yield directory
    except BaseException:
        if is_new:
            with suppress(OSError):
                os.rmdir(directory)
        raise
