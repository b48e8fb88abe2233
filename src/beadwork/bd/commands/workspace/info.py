"""Show this tracker: where it is, on which server, its size and its version.

    bd info
    bd info --json
    bd info --schema

`bd where` shows why this workspace and this server were chosen, without asking the server.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from beadwork import __version__
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.store import database_facts


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--schema", action="store_true", help="show the tables with their columns, too"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.ask(database_facts.read)
        link, profile = tracker.link, tracker.profile
        value: dict[str, Any] = {
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
        if options.schema:
            value["schema"] = {"tables": tracker.ask(database_facts.tables)}
    width = max(map(len, value))
    console.result(
        value,
        lambda: [
            f"{key.replace('_', ' ').ljust(width)}  {fact}"
            for key, fact in (*value.items(), *_tables(value))
            if key != "schema"
        ],
    )


def _tables(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, columns in value.get("schema", {}).get("tables", {}).items():
        yield f"table {name}", ", ".join(columns)
