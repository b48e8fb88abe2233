"""Show whether the server runs, and which one it is. The exit status is 3 if it does not run.

    bd dolt status
    bd dolt status --json

A server counts as running if the recorded process lives and proves the recorded identity, never
because something answers on a port. The command starts nothing. In a workspace its remotes follow:
the last push and pull, the commits ahead and behind, and the last failure, by what is known here.
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
    from beadwork.dolt.server.files.remote_state import RemoteState
    from beadwork.workspace.connection.server import Chosen


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    chosen = server_choice.at(console).chosen
    if chosen.home is not None:
        now = status.look(chosen.home)
        waits = _uncommitted_writes(console) if now.running else {}
        remotes = _remotes(console) if now.running else []
        console.result(
            output.as_json(now) | waits | _remotes_as_json(remotes),
            lambda: [*output.lines(now), *_uncommitted_line(waits), *_remote_lines(remotes)],
        )
        return 0 if now.running else NoServer.exit_status
    facts = _of_external(chosen)
    remotes = _remotes(console) if facts["running"] else []
    console.result(
        facts | _remotes_as_json(remotes),
        lambda: [
            *table(
                [
                    (key.replace("_", " "), str(facts[key]))
                    for key in facts
                    if key not in ("running", "managed")
                ]
            ),
            *_remote_lines(remotes),
        ],
    )
    return 0 if facts["running"] else NoServer.exit_status


def _uncommitted_writes(console: Console) -> dict[str, int]:
    """Return the number of deferred writes, where this machine's copy defers writes."""
    from beadwork.bd import local_settings
    from beadwork.workspace.settings import config_yaml

    try:
        if config_yaml.switch(local_settings.read(console), "dolt.auto-commit"):
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


def _remotes(console: Console) -> list[RemoteState]:
    """Return the remotes of the tracker here, none where there is no usable tracker."""
    from beadwork.bd.opening import open_tracker

    try:
        with open_tracker(console) as tracker:
            return tracker.remote_states()
    except BeadworkError:  # no workspace here, or one with an error that other commands report
        return []


def _remotes_as_json(remotes: list[RemoteState]) -> dict[str, Any]:
    return {"remotes": [remote.as_json() for remote in remotes]} if remotes else {}


def _remote_lines(remotes: list[RemoteState]) -> list[str]:
    from beadwork.ui import remote_state

    return [
        f"remote       {remote.name}, {remote.url}: "
        f"{remote_state.words(remote.record, remote.ahead, remote.behind)}"
        for remote in remotes
    ]


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
