"""Every database on disk is served, its files are whole, and every tracker has one."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, count, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server import health_queries
from beadwork.town import databases

WORKSPACE = True


def look(subject: Subject) -> Finding:
    session = subject.server_session()
    served = health_queries.databases(session)
    errors = []
    if subject.is_town:
        listed = databases.all_of(subject.required_town)
        errors += [
            f"{database.name}: {database.why}"
            for database in listed
            if (database.rig and database.why) or (database.on_disk and not database.served)
        ]
    for name in (workspace.database for _, workspace in subject.served):
        if name not in served and not any(line.startswith(f"{name}: ") for line in errors):
            errors.append(f"{name}: the server at {subject.address.name()} has no such database")
    hint = f"{subject.program} dolt {'list' if subject.is_town else 'logs'}"
    return verdict(count(len(subject.trackers), "tracker"), errors=errors, hint=hint)
