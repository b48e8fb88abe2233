"""Start, stop and show the servers of a town in which each rig has its own, one line for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.dolt.server import status as look
from beadwork.dolt.server.access import new_password
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import restart as again
from beadwork.dolt.server.lifecycle import stop as end
from beadwork.dolt.server.status import Status
from beadwork.errors import BeadworkError, NoServer
from beadwork.town import servers
from beadwork.town.layout import Town
from beadwork.ui import server_state


def start(console: Console, town: Town, homes: Sequence[TownHome]) -> None:
    """Start the servers and show each. The others are started even if one does not start.

    Raises:
        BeadworkError: the error of the first server that did not start.
    """
    _each(console, homes, lambda home: servers.ensure(town, home.rig, console.note))


def restart(console: Console, town: Town, homes: Sequence[TownHome]) -> None:
    """Restart each server and show it; raises as `start`."""

    def restart_one(home: TownHome) -> None:
        if not servers.is_made(home):
            servers.ensure(town, home.rig, console.note)  # its error says what is missing
        again.restart(home, console.note)

    _each(console, homes, restart_one)


def stop(console: Console, homes: Sequence[TownHome]) -> None:
    """Stop the running servers, those of rigs before that of hq, and show which were stopped."""
    ended = [(home, known) for home in reversed(homes) if (known := end.stop(home)) is not None]
    value = [{"name": home.rig, "pid": known.pid} for home, known in ended]
    console.result(
        {"stopped": bool(ended), "servers": value},
        lambda: (
            [f"Stopped the server of {server['name']} (pid {server['pid']})" for server in value]
            or "No server runs"
        ),
    )


def status(console: Console, homes: Sequence[TownHome]) -> int:
    """Show each server, and return the exit status."""
    seen = [(home, look.look(home)) for home in homes]
    console.result({"servers": [_as_json(home, now) for home, now in seen]}, lambda: _lines(seen))
    return 0 if all(now.running for _, now in seen) else NoServer.exit_status


def _each(
    console: Console, homes: Sequence[TownHome], action: Callable[[TownHome], object]
) -> None:
    failed: list[tuple[TownHome, BeadworkError]] = []
    for home in homes:
        try:
            action(home)
        except BeadworkError as error:
            failed.append((home, error))
    for home, why in failed[1:]:
        console.warn(f"{home.rig}: {why.message}")
    if failed:
        home, why = failed[0]
        raise type(why)(f"{home.rig}: {why.message}", hint=why.hint)
    servers = [(home, look.look(home)) for home in homes]
    console.result(
        {"servers": [_as_json(home, now) for home, now in servers]}, lambda: _lines(servers)
    )


def _as_json(home: TownHome, now: Status) -> dict[str, Any]:
    return {"name": home.rig, **server_state.as_json(now)}


def _lines(servers: Sequence[tuple[TownHome, Status]]) -> list[str]:
    return table(
        (
            home.rig,
            now.state,
            f"pid {now.pid}" if now.pid else "",
            f"port {now.port}"
            if now.port and now.running
            else ""
            if now.running
            else f"({_mend(home, now)})",
        )
        for home, now in servers
    )


def _mend(home: TownHome, now: Status) -> str:
    return new_password(home) if now.state == look.REFUSED else f"gt dolt start {home.rig}"
