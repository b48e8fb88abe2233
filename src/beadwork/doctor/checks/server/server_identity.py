"""The recorded server is the one that answers, over its socket and over its port."""

from __future__ import annotations

from beadwork.doctor.finding import CheckSkipped, Finding, ok, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.server import access

WORKSPACE = True


def look(subject: Subject) -> Finding:
    if subject.home is None:
        subject.server_session()
        return ok("whoever answers there: the server is run by somebody else")
    home, known = subject.home, subject.running_record
    if not known.uuid:
        raise CheckSkipped("the server is being started: it has not said yet who it is")
    subject.skip_if_silent()
    address = access.address(home, known)
    errors, silent, is_refused = [], [], False
    for where in (address, address._replace(socket="")):
        try:
            found = access.ask_uuid(where)
        except ServerError as error:
            if error.fault is Fault.DENIED:
                is_refused = True
                errors.append(f"{where.name()} refuses the password in {home.password}")
            else:
                silent.append(where.name())
            continue
        if found != known.uuid:
            errors.append(
                f"{where.name()} is the server {found}; {home.record} has {known.uuid} (pid "
                f"{known.pid})"
            )
    if silent and not errors:
        raise CheckSkipped(f"nothing answers at {' and '.join(silent)}")
    hint = access.new_password(home) if is_refused else f"{home.program} dolt status"
    return verdict(f"it is {known.uuid}", errors=errors, hint=hint)
