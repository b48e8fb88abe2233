"""Every database on disk is served, and every tracker has one."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, count, verdict
from beadwork.doctor.subject import Place
from beadwork.dolt.server import health_queries
from beadwork.town import databases

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    session = place.server()
    served = health_queries.databases(session)
    errors = []
    if place.is_town:
        listed = databases.all_of(place.the_town)
        errors += [f"{one.name}: {one.why}" for one in listed if one.on_disk and not one.served]
    for name in (workspace.database for _, workspace in place.served):
        if name not in served and not any(line.startswith(f"{name}: ") for line in errors):
            errors.append(f"{name}: the server at {place.address.name()} has no such database")
    hint = f"{place.program} dolt {'list' if place.is_town else 'logs'}"
    return verdict(count(len(place.seats), "tracker"), errors=errors, hint=hint)
