"""The server's port is not held by another program."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, Unseen, ok, verdict
from beadwork.doctor.subject import Place
from beadwork.dolt.server import settings
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.machine import holders, ports, process
from beadwork.errors import BadWorkspace

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    home = place.managed
    try:
        named = settings.read(home).port
    except BadWorkspace as error:
        raise Unseen(error.message) from None
    known = place.recorded
    if known and process.find(home, known):
        return _of_running(home, known, named)
    if not named:
        return ok("no port is named: the next free one is taken")
    if ports.is_free(named):
        return ok(f"port {named} is free")
    return verdict(
        "",
        errors=[f"port {named} is held by {process.describe_holder(named)}"],
        hint=f"see {home.settings}",
    )


def _of_running(home: Home, known: Record, named: int) -> Finding:
    there = holders.listeners(known.port)
    if there is None:
        raise Unseen(f"this user may not see who listens on port {known.port}")
    others = sorted(there - {known.pid})
    errors = [f"{holders.describe(pid)} listens on port {known.port} too" for pid in others]
    if known.pid not in there:
        errors.append(f"the server (pid {known.pid}) does not listen on its port {known.port}")
    warnings = []
    if named and named != known.port:
        warnings.append(
            f"the server (pid {known.pid}) is on port {known.port}; {home.settings} names {named}"
        )
    hint = (
        f"{home.program} dolt restart" if warnings and not errors else f"{home.program} dolt status"
    )
    return verdict(f"port {known.port} is ours", errors=errors, warnings=warnings, hint=hint)
