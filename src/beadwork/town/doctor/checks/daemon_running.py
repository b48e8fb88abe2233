"""The daemon lives, keeps the server, and its jobs are done in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from beadwork.dolt.server import keeper
from beadwork.dolt.server.keeper import Keeper
from beadwork.town.configuration import Daemon
from beadwork.town.daemon import places
from beadwork.town.doctor.finding import Finding, verdict
from beadwork.town.doctor.place import Place

WORKSPACE = False

OVERDUE = 10
"""So many of its intervals may a job be late, on a machine that sleeps now and then."""
AT_LEAST = 60.0


def look(place: Place) -> Finding:
    """Look."""
    town = place.the_town
    daemon = keeper.find(town.server)
    if daemon is None:
        return verdict(
            "", warnings=["no daemon runs: nobody would bring a server back that crashed"], hint="gt daemon start"
        )
    errors = []
    if daemon.server and not daemon.restarts:
        errors.append(f"the daemon (pid {daemon.pid}) does not keep the server: {daemon.server}; {daemon.error}")
    if daemon.facts.get("broken_configuration"):
        errors.append(
            f"the daemon (pid {daemon.pid}) goes by an old configuration: {daemon.facts['broken_configuration']}"
        )
    warnings = list(_late(daemon, place.configuration.daemon))
    return verdict(f"pid {daemon.pid}", errors=errors, warnings=warnings, hint=f"gt daemon logs   ({places.log(town)})")


def _late(daemon: Keeper, limits: Daemon) -> Iterator[str]:
    every = {"health": limits.health_seconds, "heartbeat": limits.heartbeat_seconds}
    jobs: dict[str, Any] = daemon.facts.get("jobs", {})
    for name, interval in every.items():
        at = _time(str(jobs.get(name, {}).get("at", "")))
        late = (datetime.now(UTC) - at).total_seconds() if at else 0.0
        if late > max(AT_LEAST, OVERDUE * interval):
            yield f"the daemon (pid {daemon.pid}) did its job {name} last {late:.0f} s ago; it is to every {interval:g} s"


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
