"""Show whether the server runs, and which one it is. The exit status is 3 if it does not run.

    bd dolt status
    bd dolt status --json

A server counts as running if the recorded process lives and proves the recorded identity, never
because something answers on a port. The command starts nothing.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from beadwork.bd import server_choice
from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.dolt.server import status
from beadwork.errors import AccessDenied, BeadworkError, NoServer
from beadwork.model.counted import counted
from beadwork.ui import server_state as output

if TYPE_CHECKING:
    from beadwork.workspace.connection.server import Chosen


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    chosen = server_choice.at(console).chosen
    if chosen.home is not None:
        now = status.look(chosen.home)
        waits = _uncommitted_writes(console) if now.running else {}
        console.result(
            output.as_json(now) | waits, lambda: [*output.lines(now), *_uncommitted_line(waits)]
        )
        return 0 if now.running else NoServer.exit_status
    facts = _of_external(chosen)
    console.result(
        facts,
        lambda: table(
            [
                (key.replace("_", " "), str(facts[key]))
                for key in facts
                if key not in ("running", "managed")
            ]
        ),
    )
    return 0 if facts["running"] else NoServer.exit_status


def _uncommitted_writes(console: Console) -> dict[str, int]:
    """Return the number of deferred writes, where this machine's copy defers writes."""
    from beadwork.bd import local_settings
    from beadwork.tracker.core import configured_switch

    try:
        if configured_switch(local_settings.read(console), "dolt.auto-commit"):
            return {}
        from beadwork.actions.history import commit_uncommitted
        from beadwork.bd.opening import open_tracker

        with open_tracker(console) as tracker:
            return {"uncommitted_writes": tracker.ask(commit_uncommitted.deferred_writes)}
    except BeadworkError:  # no workspace here, or one with an error that other commands report
        return {}


def _uncommitted_line(waits: dict[str, int]) -> list[str]:
    number = waits.get("uncommitted_writes", 0)
    return [f"uncommitted  {counted(number, 'write')}: bd dolt commit"] if number else []


def _of_external(chosen: Chosen) -> dict[str, Any]:
    from beadwork.workspace.connection import probe

    address = chosen.address
    place: dict[str, Any] = (
        {"socket": address.socket}
        if address.socket
        else {"host": address.host, "port": address.port}
    )
    try:
        found = probe.identity(chosen)
    except (NoServer, AccessDenied) as error:
        return {
            "running": False,
            "managed": False,
            "state": error.message,
            **place,
            "source": chosen.source,
        }
    named = {"server_uuid": found.uuid, "version": found.version, "source": chosen.source}
    return {"running": True, "managed": False, "state": "running", **place, **named}
