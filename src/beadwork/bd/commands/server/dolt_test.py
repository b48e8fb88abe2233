"""Connect to the server once, and show which one it is and how quickly it answers.

    bd dolt test
    bd dolt test --server-host db.example.org --server-user me --server-tls

In a workspace it also proves that the database is this project's. It starts nothing, and tries
nothing twice.
"""

from __future__ import annotations

import argparse
from typing import Any

from beadwork.bd import server_choice
from beadwork.bd.flags import server
from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.workspace.connection import probe


def arguments(parser: argparse.ArgumentParser) -> None:
    server.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    flags = server.read(options)
    workspace, chosen = server_choice.at(console, flags)
    found = probe.identity(chosen)
    connected, answered = probe.measure(chosen)
    value: dict[str, Any] = {
        "ok": True,
        "server": chosen.address.name(),
        "source": chosen.source,
        "user": chosen.address.user,
        "tls": chosen.address.tls,
        "server_uuid": found.uuid,
        "version": found.version,
        "connect_ms": round(connected, 2),
        "round_trip_ms": round(answered, 2),
    }
    if workspace:
        value |= probe.database(workspace, flags)
    console.result(value, lambda: table(_rows(value)))


def _rows(value: dict[str, Any]) -> list[tuple[str, str]]:
    user = f"{value['user']}, {'with' if value['tls'] else 'without'} TLS"
    rows = [
        ("server", value["server"]),
        ("from", value["source"]),
        ("user", user),
        ("version", value["version"]),
        ("uuid", value["server_uuid"]),
        ("connecting", f"{value['connect_ms']} ms"),
        ("round trip", f"{value['round_trip_ms']} ms"),
    ]
    if "database" in value:
        rows.append(("database", f"{value['database']}, which is this project's"))
    return rows
