"""Every tracker has a `metadata.json` that can be used, and names the database and the server that
are its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from beadwork.doctor.finding import Finding, Repair, Unseen, count, verdict
from beadwork.doctor.subject import Place
from beadwork.doctor.tracker_directories import Seat
from beadwork.dolt.connection import many_databases
from beadwork.errors import BadWorkspace
from beadwork.store import identity_check
from beadwork.workspace import cross_rig
from beadwork.workspace.connection.server import Flags
from beadwork.workspace.settings import metadata

WORKSPACE = True
FIX = "writes the `metadata.json` of a registered rig that has lost it, as the rig's database says who it is"


def look(place: Place) -> Finding:
    """Look."""
    seats = place.seats
    is_one_server = place.is_town and place.configuration.topology == "per-town"
    errors = [place.says(seat, seat.trouble) for seat in seats if seat.workspace is None]
    errors += [place.says(seat, line) for seat in seats for line in _wrong(place, seat)]
    elsewhere = [seat for seat in seats if is_one_server and _is_elsewhere(place, seat)]
    lost = [seat for seat in seats if place.is_town and seat.workspace is None and _is_lost(seat)]
    return verdict(
        count(len(seats), "workspace"),
        errors=errors,
        warnings=[
            place.says(seat, f"{seat.beads}/metadata.json names a server that is not the town's")
            for seat in elsewhere
        ],
        hint="gt dolt fix-metadata" if place.is_town else "bd where",
        repairs=[repair for seat in lost for repair in _repairs(place, seat)],
    )


def _wrong(place: Place, seat: Seat) -> Iterator[str]:
    if seat.workspace is None:
        return
    path = os.path.join(seat.beads, metadata.NAME)
    if not seat.workspace.project_id:
        yield f"{path} has no project_id"
    if place.is_town and seat.workspace.database != seat.name:
        yield f"{path} names the database {seat.workspace.database}, not {seat.name}"


def _is_elsewhere(place: Place, seat: Seat) -> bool:
    return seat.workspace is not None and not cross_rig.same_server(
        seat.workspace, place.address, Flags()
    )


def _is_lost(seat: Seat) -> bool:
    return os.path.isdir(seat.directory) and not os.path.exists(
        os.path.join(seat.beads, metadata.NAME)
    )


def _repairs(place: Place, seat: Seat) -> list[Repair]:
    """Return how its file would be written, where a database of its name is served and says whose
    it is.
    """
    try:
        name = metadata.check_database(seat.name, str(place.the_town.rigs_file))
        answers, _ = many_databases.read(place.server(), {name: ((identity_check.METADATA, ()),)})
    except (Unseen, BadWorkspace):
        return []
    known = identity_check.facts(answers[seat.name][0]) if seat.name in answers else {}
    if not known.get("project_id"):
        return []
    content = {
        "database": "dolt",
        "backend": "dolt",
        "dolt_mode": "server",
        "dolt_database": seat.name,
        "project_id": known["project_id"],
    }
    path = os.path.join(seat.beads, metadata.NAME)
    return [
        Repair(
            f"write {path} for the project {known['project_id']}",
            lambda: _write(seat.beads, content),
        )
    ]


def _write(beads: str, content: dict[str, str]) -> None:
    os.makedirs(beads, exist_ok=True)
    metadata.write(beads, content)
