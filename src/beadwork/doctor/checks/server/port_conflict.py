"""The server's port is not held by another program."""

from __future__ import annotations

from beadwork.doctor.finding import CheckSkipped, Finding, ok, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server import settings
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.machine import holders, ports, process
from beadwork.errors import BadWorkspace

WORKSPACE = True


def look(subject: Subject) -> Finding:
    home = subject.managed_home
    try:
        named = settings.read(home).port
    except BadWorkspace as error:
        raise CheckSkipped(error.message) from None
    known = subject.found_server
    if known:
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


def _of_running(home: Home, record: Record, named: int) -> Finding:
    listeners = holders.listeners(record.port)
    if listeners is None:
        raise CheckSkipped(f"this user may not see who listens on port {record.port}")
    others = sorted(listeners - {record.pid})
    errors = [f"{holders.describe(pid)} listens on port {record.port} too" for pid in others]
    if record.pid not in listeners:
        errors.append(f"the server (pid {record.pid}) does not listen on its port {record.port}")
    warnings = []
    if named and named != record.port:
        warnings.append(
            f"the server (pid {record.pid}) is on port {record.port}; {home.settings} names {named}"
        )
    hint = (
        f"{home.program} dolt restart" if warnings and not errors else f"{home.program} dolt status"
    )
    return verdict(f"port {record.port} is ours", errors=errors, warnings=warnings, hint=hint)
