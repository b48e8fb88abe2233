"""Show which workspace, database and server are used here, and why.

bd where
bd where --json
"""

from __future__ import annotations

import argparse
import os

from beadwork.console.console import Console
from beadwork.workspace import locate
from beadwork.workspace.server import choose


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    """Print it. Nothing is connected."""
    workspace = locate.find(console.directory)
    chosen = choose(workspace.metadata)
    branch = os.environ.get("BD_BRANCH") or "main"
    value = {
        "path": workspace.beads,
        "why": list(workspace.why),
        "database": workspace.database,
        "branch": branch,
        "project_id": workspace.project_id,
        "server": chosen.address.name(),
        "server_source": chosen.source,
        "managed": chosen.home is not None,
    }
    console.result(
        value,
        lambda: [
            *workspace.why,
            f"database {workspace.database}, branch {branch}, project {workspace.project_id}",
            f"server {chosen.address.name()} (from {chosen.source})",
        ],
    )
