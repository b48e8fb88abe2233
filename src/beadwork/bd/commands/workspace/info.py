"""Show this tracker: where it is, on which server, its size and its version.

    bd info
    bd info --json

`bd where` shows why this workspace and this server were chosen, without asking the server.
"""

from __future__ import annotations

import argparse

from beadwork import __version__
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.store import database_facts


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.ask(database_facts.read)
        link, profile = tracker.link, tracker.profile
        value = {
            "path": link.workspace.beads,
            "database": link.workspace.database,
            "branch": link.session.branch or "main",
            "server": link.session.address.name(),
            "server_source": link.chosen.source,
            "server_uuid": found.server_uuid,
            "project_id": profile.project_id,
            "prefix": profile.prefix,
            "issue_count": found.issue_count,
            "head": found.head,
            "schema_version": profile.schema_version,
            "dolt_version": found.dolt_version,
            "version": __version__,
            "actor": tracker.author.name,
        }
    width = max(map(len, value))
    console.result(
        value,
        lambda: [f"{key.replace('_', ' ').ljust(width)}  {fact}" for key, fact in value.items()],
    )
