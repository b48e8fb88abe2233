"""The server has connections left."""

from __future__ import annotations

from beadwork.dolt import vitals
from beadwork.town.doctor.finding import Finding, verdict
from beadwork.town.doctor.place import Place

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    seen = vitals.look(place.server())
    line = f"{seen.connections} of {seen.max_connections} are in use"
    limit = place.configuration.daemon.connections_percent
    is_many = seen.connections * 100 >= limit * seen.max_connections
    return verdict(line, warnings=[f"{line}, {limit} % or more"] if is_many else [], hint="bd sql 'SHOW PROCESSLIST'")
