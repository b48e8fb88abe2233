"""Every database of the town belongs to `hq` or to a rig."""

from __future__ import annotations

from pathlib import Path

from beadwork.doctor.finding import Finding, Unseen, count, verdict
from beadwork.doctor.subject import Place
from beadwork.dolt.server import health_queries
from beadwork.town import databases
from beadwork.town.layout import HQ

WORKSPACE = False


def look(place: Place) -> Finding:
    """Look: on disk alone where no server answers."""
    town = place.the_town
    owned = {HQ, *(seat.name for seat in place.rigs)}
    there = (databases.on_disk(town) | _served(place)) - {health_queries.PRIVATE}
    return verdict(
        count(len(there), "database"),
        warnings=[
            f"{name} is of no rig: {Path(town.server.data) / name}"
            for name in sorted(there - owned)
        ],
        summary=lambda number: f"{number} databases are of no rig",
        hint="gt dolt list; gt rig add NAME GIT-URL takes a database of its name up again",
    )


def _served(place: Place) -> set[str]:
    try:
        return health_queries.databases(place.server()) - databases.OF_DOLT
    except Unseen:
        return set()
