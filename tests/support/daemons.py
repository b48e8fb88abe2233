"""A daemon at short intervals: configured, told to read its configuration again, and looked at."""

from __future__ import annotations

import json
import os
import signal
from typing import Any

from beadwork.town import alerts
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from harness import Mayor

FAST = {
    "heartbeat_seconds": 0.2,
    "health_seconds": 0.2,
    "backoff_seconds": 0.1,
    "backoff_max_seconds": 0.2,
    "healthy_seconds": 0.5,
    "settled_seconds": 0.1,
}


def configure(mayor: Mayor, **keys: Any) -> None:
    """Change `mayor/daemon.json`, at short intervals where nothing else is said."""
    path = mayor.root / "mayor" / "daemon.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "daemon": FAST, **keys}, indent=1))


def status(mayor: Mayor) -> Any:
    """Return what `gt daemon status --json` says, without a process for each look."""
    town = Town(mayor.root)
    return {**control.status(town), "alerts": [alert._asdict() for alert in alerts.open_ones(town)]}


def log(mayor: Mayor) -> str:
    """Return the daemon's log."""
    return (mayor.root / "daemon" / "daemon.log").read_text()


def hang_up(mayor: Mayor) -> None:
    """Let the daemon read its configuration again."""
    os.kill(status(mayor)["pid"], signal.SIGHUP)
