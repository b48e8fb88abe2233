"""A usable `dolt` is there, new enough, and of the version that the running server has."""

from __future__ import annotations

from beadwork.doctor.finding import CheckSkipped, Finding, from_error, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt import program
from beadwork.dolt.server.machine import process
from beadwork.errors import DoltMissing

WORKSPACE = True


def look(subject: Subject) -> Finding:
    try:
        found = program.search()
    except DoltMissing as error:
        return from_error(error)
    if found.program is None:
        hint = "bd dolt install"
        none = "there is no usable dolt on this machine"
        return verdict(
            "", errors=[none, *found.passed_over], summary=lambda number: none, hint=hint
        )
    version = ".".join(map(str, found.program.version))
    well = (
        f"Dolt {version} ({found.program.source}: {found.program.path}); tested with "
        f"{program.PINNED}"
    )
    running = _running(subject)
    if running and running != version:
        warning = (
            f"the server runs Dolt {running}, and would be started with {version} "
            f"({found.program.path})"
        )
        return verdict(well, warnings=[warning], hint=f"{subject.program} dolt restart")
    return verdict(well)


def _running(subject: Subject) -> str:
    try:
        known = subject.server_record
    except CheckSkipped:
        return ""
    return known.version if known and process.find(subject.managed_home, known) else ""
