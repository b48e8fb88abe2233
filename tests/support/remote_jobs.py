"""A configuration of the daemon's jobs for remotes, and a look at both ends."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from beadwork.dolt.server.files import remote_record
from beadwork.dolt.server.files.remote_record import RemoteRecord
from harness import Mayor

SHORT = {"heartbeat_seconds": 0.3, "health_seconds": 0.3}


def configure(mayor: Mayor, databases: dict[str, Any], **daemon: Any) -> None:
    path = mayor.root / "mayor" / "daemon.json"
    content = json.loads(path.read_text())
    remotes = {"enabled": True, "push_on_heartbeat": True, "databases": databases}
    path.write_text(json.dumps({**content, "daemon": {**SHORT, **daemon}, "dolt_remotes": remotes}))


def data(bare: Path) -> str:
    """Return what the remote has as Dolt's data."""
    done = subprocess.run(
        ["git", "-C", bare, "rev-parse", "refs/dolt/data"], capture_output=True, text=True
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def kept(mayor: Mayor, name: str = "hq") -> RemoteRecord:
    """Return the record of a database's remote."""
    return remote_record.read(str(mayor.root / "daemon"), name, "origin")
