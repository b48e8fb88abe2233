"""A server's state, for a person and as JSON."""

from __future__ import annotations

from typing import Any

from beadwork.console.columns import table
from beadwork.dolt.server.status import Status


def as_json(status: Status) -> dict[str, Any]:
    """Return the object that `status --json` prints, without unknown values."""
    return {key: value for key, value in status._asdict().items() if value not in (None, "")}


def lines(status: Status) -> list[str]:
    """Return the state as lines."""
    known = as_json(status)
    rows = [("state", status.state)]
    rows += [(key.replace("_", " "), str(known[key])) for key in _SHOWN if key in known]
    return list(table(rows))


_SHOWN = ("pid", "port", "socket", "data_dir", "server_uuid", "version", "log")
