"""Show which workspace, database and server are used here, and why.

    bd where
    bd where --json

A server is taken from the first that names one: flags, the environment, `.beads/metadata.json`, the
record of your own server. `bd dolt show` has every setting with its origin.
"""

from __future__ import annotations

import argparse
import os

from beadwork.bd.flags import server
from beadwork.console.console import Console
from beadwork.workspace import locate
from beadwork.workspace.connection.server import choose
from beadwork.workspace.settings import origins
from beadwork.workspace.settings.origins import Source


def arguments(parser: argparse.ArgumentParser) -> None:
    server.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    flags = server.read(options)
    workspace = locate.find(console.directory)
    chosen = choose(workspace.metadata, flags, workspace.root)
    branch = os.environ.get("BD_BRANCH") or "main"
    sources = origins.precedence(workspace, chosen, flags)
    value = {
        "path": workspace.beads,
        "why": list(workspace.why),
        "database": workspace.database,
        "branch": branch,
        "project_id": workspace.project_id,
        "server": chosen.address.name(),
        "server_source": chosen.source,
        "server_precedence": [source._asdict() for source in sources],
        "managed": chosen.home is not None,
    }
    console.result(
        value,
        lambda: [
            f"workspace  {workspace.beads}",
            *(f"           {step}" for step in workspace.why),
            f"database   {workspace.database}, branch {branch}",
            f"project    {workspace.project_id}",
            f"server     {chosen.address.name()}",
            *(_line(number, source) for number, source in enumerate(sources, 1)),
        ],
    )


def _line(number: int, source: Source) -> str:
    says = " ".join(f"{key}={value}" for key, value in source.says.items()) or "-"
    return f"         {'→' if source.used else ' '} {number} {source.name.ljust(15)}  {says}"
