"""`mayor/daemon.json`: what the daemon and the server of a town do (seed 001, Part 13). Keys that are not known survive."""

from __future__ import annotations

from typing import Any, NamedTuple

from beadwork.errors import BadTown
from beadwork.town import documents
from beadwork.town.layout import Town


class Configuration(NamedTuple):
    """What the file says, with the defaults of what it does not say."""

    enabled: bool = True
    """`dolt_server.enabled`: whether the daemon runs the server."""
    port: int = 0
    """`dolt_server.port`: 0 is 3307, or the next free one; a port that is named is used or refused."""
    topology: str = "per-town"
    """`dolt_server.topology`: one server for the town, or `per-rig`."""


def initial(port: int) -> dict[str, Any]:
    """Return what a new town's file says."""
    return {
        "dolt_server": {"enabled": True, **({"port": port} if port else {})},
        "dolt_remotes": {"enabled": False, "push_on_heartbeat": True, "databases": {}},
    }


def read(town: Town) -> Configuration:
    """Return the configuration.

    Raises:
        BadTown: the file cannot be read, or a value in it cannot be.
    """
    server = documents.read(town.daemon_file).get("dolt_server", {})
    if not isinstance(server, dict):
        raise BadTown(f"{town.daemon_file}: dolt_server is no JSON object", hint=f"mend {town.daemon_file}")
    known = {field: server[field] for field in Configuration._fields if field in server}
    for field, value in known.items():
        if type(value) is not type(Configuration._field_defaults[field]):
            raise BadTown(
                f"{town.daemon_file}: dolt_server.{field} cannot be {value!r}", hint=f"mend {town.daemon_file}"
            )
    return Configuration(**known)
