"""Every database belongs to the project of the workspace that names it, and no two workspaces are
one project.
"""

from __future__ import annotations

from collections.abc import Iterator

from beadwork.doctor.finding import Finding, count, skipped, verdict
from beadwork.doctor.subject import Place
from beadwork.doctor.tracker_directories import Seat
from beadwork.dolt.connection import many_databases
from beadwork.dolt.connection.many_databases import Questions
from beadwork.store import identity_check
from beadwork.workspace.locate import Workspace

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    seats = [seat for seat in place.seats if seat.workspace]
    asked: dict[str, Questions] = {
        one.database: ((identity_check.METADATA, ()),) for _, one in place.served
    }
    answers, failures = many_databases.read(place.server(), asked)
    errors = [*_twice(place, seats)]
    for seat, one in place.served:
        if one.database in answers:
            found = identity_check.facts(answers[one.database][0]).get("project_id", "")
            if found != one.project_id:
                errors.append(place.says(seat, _line(one, found)))
    if failures and not errors:
        return skipped("; ".join(f"{name}: {error.text}" for name, error in failures.items()))
    if len(seats) < len(place.seats) and not errors:
        return skipped(
            "; ".join(place.says(seat, seat.trouble) for seat in place.seats if not seat.workspace)
        )
    return verdict(count(len(seats), "project"), errors=errors, hint="bd where")


def _line(one: Workspace, found: str) -> str:
    said = f"{one.beads}/metadata.json is of the project {one.project_id or '(none)'}"
    return f"{said}, the database {one.database} of {found or '(none)'}"


def _twice(place: Place, seats: list[Seat]) -> Iterator[str]:
    owners: dict[str, Seat] = {}
    for seat in seats:
        project = seat.workspace.project_id if seat.workspace else ""
        if project and project in owners:
            yield place.says(
                seat, f"{seat.beads} is of the project {project}, as {owners[project].name} is"
            )
        owners.setdefault(project, seat)
