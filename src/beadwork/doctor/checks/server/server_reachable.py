"""The server's process lives, and it answers."""

from __future__ import annotations

from beadwork.doctor.finding import CheckSkipped, Finding, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server import access, status
from beadwork.dolt.server.lifecycle import start
from beadwork.dolt.server.machine import process
from beadwork.workspace.connection.on_demand import may_start

WORKSPACE = True


def look(subject: Subject) -> Finding:
    home = subject.home
    try:
        subject.server_session()
    except CheckSkipped as reason:
        why = str(reason)
    else:
        known = subject.server_record if home else None
        facts = (
            f"pid {known.pid}, port {known.port}, Dolt {known.version}"
            if known
            else f"{subject.address.name()} answers"
        )
        return verdict(facts)
    if home is None:
        return verdict("", errors=[f"{subject.address.name()}: {why}"], hint="bd where")
    known = subject.server_record or start.running(home)
    if known and process.find(home, known):
        line = (
            f"the server (pid {known.pid}) runs, but: {why} at {known.socket}; its log is "
            f"{home.log}"
        )
        is_refused = status.look(home).state == status.REFUSED
        hint = access.new_password(home) if is_refused else f"{home.program} dolt logs"
        return verdict("", errors=[line], hint=hint)
    if may_start(home):
        return verdict(
            "", warnings=["no server runs; the next command of bd starts it"], hint="bd dolt start"
        )
    line = f"no server runs over {home.data}; the log of the last one is {home.log}"
    return verdict("", errors=[line], hint=f"{home.program} dolt start")
