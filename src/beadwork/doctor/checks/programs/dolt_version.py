"""The `dolt` that would be started is there, new enough, and the one that runs."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, Unseen, broken, verdict
from beadwork.doctor.subject import Place
from beadwork.dolt import program
from beadwork.dolt.server.machine import process
from beadwork.errors import DoltMissing

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    try:
        found = program.search()
    except DoltMissing as error:
        return broken(error)
    if found.program is None:
        hint = "bd dolt install"
        none = "there is no usable dolt on this machine"
        return verdict(
            "", errors=[none, *found.passed_over], summary=lambda number: none, hint=hint
        )
    version = ".".join(map(str, found.program.version))
    well = f"Dolt {version} ({found.program.source}: {found.program.path}); tested with {program.PINNED}"
    running = _running(place)
    if running and running != version:
        warning = f"the server runs Dolt {running}, and would be started with {version} ({found.program.path})"
        return verdict(well, warnings=[warning], hint=f"{place.program} dolt restart")
    return verdict(well)


def _running(place: Place) -> str:
    try:
        known = place.recorded
    except Unseen:
        return ""
    return known.version if known and process.find(place.managed, known) else ""
