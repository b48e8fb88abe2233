"""A server's state, for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from beadwork.dolt.server.status import Status


def as_json(status: Status) -> dict[str, Any]:
    """Return the object that `status --json` prints; what is not known is left out."""
    return {key: value for key, value in status._asdict().items() if value not in (None, "")}


def lines(status: Status) -> list[str]:
    """Return the state as lines."""
    known = as_json(status)
    rows = [("state", status.state)]
    rows += [(key.replace("_", " "), str(known[key])) for key in _SHOWN if key in known]
    return list(table(rows))


_SHOWN = ("pid", "port", "socket", "data_dir", "server_uuid", "version", "log")


def table(rows: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Return rows of a name and a value, aligned."""
    rows = list(rows)
    width = max((len(name) for name, _ in rows), default=0)
    return [f"{name.ljust(width)}  {value}" for name, value in rows]
