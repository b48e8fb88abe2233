"""Every database of the town belongs to `hq`, to a rig, or to the commons."""

from __future__ import annotations

from pathlib import Path

from beadwork.doctor.finding import CheckSkipped, Finding, count, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server import health_queries
from beadwork.dolt.server.files.home import HQ
from beadwork.store.databases import OF_DOLT
from beadwork.town import databases
from beadwork.town.commons import place as commons

WORKSPACE = False


def look(subject: Subject) -> Finding:
    """Return the finding; where no server answers, only the databases on disk are examined."""
    town = subject.required_town
    owned = {HQ, *(tracker.name for tracker in subject.rigs)}
    owned |= {commons.DATABASE} if commons.is_joined(town) else set()
    known = (databases.on_disk(town) | _served(subject)) - {health_queries.PRIVATE}
    return verdict(
        count(len(known), "database"),
        warnings=[
            f"{name} is of no rig: {Path(town.server.data) / name}"
            for name in sorted(known - owned)
        ],
        summary=lambda number: f"{number} databases are of no rig",
        hint="gt dolt list; gt rig add NAME GIT-URL takes a database of its name up again",
    )


def _served(subject: Subject) -> set[str]:
    try:
        return health_queries.databases(subject.server_session()) - OF_DOLT
    except CheckSkipped:
        return set()
