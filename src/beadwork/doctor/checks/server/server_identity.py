"""What answers where the server is to be is the recorded server, over the socket and over the
port.
"""

from __future__ import annotations

from beadwork.doctor.finding import Finding, Unseen, ok, verdict
from beadwork.doctor.subject import Place
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.server import access

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    if place.home is None:
        place.server()
        return ok("whoever answers there: the server is run by somebody else")
    home, known = place.home, place.running
    if not known.uuid:
        raise Unseen("the server is being started: it has not said yet who it is")
    place.must_answer()
    address = access.address(home, known)
    errors, silent = [], []
    for where in (address, address._replace(socket="")):
        try:
            found = access.ask_uuid(where)
        except ServerError as error:
            if error.fault is Fault.DENIED:
                errors.append(f"{where.name()} refuses the password in {home.password}")
            else:
                silent.append(where.name())
            continue
        if found != known.uuid:
            errors.append(
                f"{where.name()} is the server {found}; {home.record} has {known.uuid} (pid {known.pid})"
            )
    if silent and not errors:
        raise Unseen(f"nothing answers at {' and '.join(silent)}")
    return verdict(f"it is {known.uuid}", errors=errors, hint=f"{home.program} dolt status")
