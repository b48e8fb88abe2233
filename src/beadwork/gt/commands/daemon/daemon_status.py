"""Show the town's daemon: its server, its sessions, its last heartbeat, and its alerts.

    gt daemon status
    gt daemon status --json

The exit status is 1 if the daemon does not run, is stalled (it has written nothing for three
heartbeats), if a server or a session that it keeps does not run, or if there is an alert about a
server or a session.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.town import alerts
from beadwork.town.alerts import Alert
from beadwork.town.daemon import control

KEPT = ("server-", "session-")
"""Kinds of alerts about what the daemon keeps begin so."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> int:
    town = town_choice.town(console)
    found = control.status(town)
    wrong = alerts.open_ones(town)
    shown = [{"kind": alert.kind, "text": alert.text, "since": alert.since} for alert in wrong]
    console.result(
        {**found, "alerts": shown}, lambda: [*table(_rows(found)), *_wrong(console, wrong)]
    )
    is_well = found["running"] and not found.get("stalled_seconds") and _all_run(found)
    return 0 if is_well and not any(alert.kind.startswith(KEPT) for alert in wrong) else 1


def _all_run(status: dict[str, Any]) -> bool:
    kept = [status.get("server", {}), *status.get("servers", {}).values()]
    states = [server["state"] for server in kept if server] + [*status.get("sessions", {}).values()]
    return all(state == "running" for state in states)


def _rows(status: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if status.get("stalled_seconds"):
        silent = f"it has written nothing for {status['stalled_seconds']} s (gt daemon restart)"
        yield "state", f"stalled: {silent}"
    else:
        yield "state", "running" if status["running"] else "stopped"
    if status["running"]:
        yield "pid", str(status["pid"])
        yield "since", status["began_at"]
        rigs = status.get("servers", {})
        yield "server of hq" if rigs else "server", _server(status.get("server", {}))
        yield from ((f"server of {name}", _server(server)) for name, server in rigs.items())
        for name, state in status.get("sessions", {}).items():
            why = status.get("session_errors", {}).get(name, "")
            yield name, f"{state}: {why}" if why else state
        failed = status.get("jobs", {}).get("heartbeat", {}).get("result", "")
        why = f"  {failed}" if failed.startswith("failed") else ""
        yield "heartbeat", f"{status.get('heartbeat_at', 'none yet')}{why}"
        for name, job in status.get("jobs", {}).items():
            if name != "heartbeat":
                yield name, f"{job['at']}  {job['result']}"
        if status.get("broken_configuration"):
            yield "configuration", "cannot be used; the one before still holds"
    yield "log", status["log"]


def _server(server: dict[str, Any]) -> str:
    if not server:
        return "not run by the daemon: dolt_server.enabled is false"
    where = f" (pid {server['pid']}, port {server['port']})" if "pid" in server else ""
    why = f": {server['error']}" if "error" in server else ""
    hint = f" (hint: {server['hint']})" if "hint" in server else ""
    return f"{server['state']}{where}{why}{hint}"


def _wrong(console: Console, wrong: list[Alert]) -> Iterator[str]:
    for alert in wrong:
        yield f"{console.style('alert', 'red', 'bold')}  {alert.since}  {alert.kind}"
        yield from wrap(
            alert.text,
            console.terminal.width,
            initial_indent="  ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
