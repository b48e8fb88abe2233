"""Show the deacon: whether its session runs, and when it gave its last sign of life.

    gt deacon status
    gt deacon status --json

The deacon is the session `deacon` of mayor/daemon.json, which the daemon keeps alive. It is off
until sessions.deacon.command is named there. The exit status is 1 if it should run and does not, or
if its heartbeat is stale.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.town.configuration import DEACON
from beadwork.town.daemon import deacon, tmux
from beadwork.town.daemon.deacon import Deacon
from beadwork.town.layout import Town


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    town = town_choice.town(console)
    found = deacon.look(town)
    value = {
        "state": found.state,
        "command": list(found.watched.command) if found.watched else [],
        "silent_seconds": None if found.silent_seconds is None else int(found.silent_seconds),
    }
    console.result(value, lambda: table(_rows(town, found)))
    return 0 if found.state in ("off", "running") else 1


def _rows(town: Town, found: Deacon) -> Iterator[tuple[str, str]]:
    if found.watched is None:
        yield "state", f"off: name sessions.{DEACON}.command in {town.daemon_file}"
        return
    yield "state", found.state
    yield "command", " ".join(found.watched.command)
    if found.watched.heartbeat_file:
        seconds = found.silent_seconds
        age = "none yet" if seconds is None else f"{seconds:.0f} s ago"
        yield "heartbeat", f"{age}, in {found.watched.heartbeat_file}"
    if found.state != "stopped":
        yield "attach", tmux.attach(town, DEACON)
