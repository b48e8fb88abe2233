"""Check that the server answers, and how quickly.

    bd ping
    bd ping --json

Like any command it checks that it is the right server, and that it has this workspace's database.
It starts nothing. The exit status is 3 if there is no server.
"""

from __future__ import annotations

import argparse
from time import perf_counter

from beadwork.console.console import Console
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.workspace import chosen_branch, locate
from beadwork.workspace.connection.link import Link


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    workspace = locate.find(console.directory)
    link = Link(workspace, branch=chosen_branch.of(workspace))
    begin = perf_counter()
    try:
        with link.session as session:
            session.rows("SELECT 1")
            connected = perf_counter()
            session.rows("SELECT 1")
            answered = perf_counter()
    except ServerError as error:
        if error.fault not in (Fault.LOST, Fault.REFUSED):
            link.revive(error)
        raise explain(error) from error
    value = {
        "status": "ok",
        "server": link.session.address.name(),
        "database": workspace.database,
        "connect_ms": round((connected - begin) * 1000, 2),
        "round_trip_ms": round((answered - connected) * 1000, 2),
    }
    console.result(
        value,
        lambda: (
            f"{value['server']} answers in {value['round_trip_ms']} ms (connecting took "
            f"{value['connect_ms']} ms)"
        ),
    )
