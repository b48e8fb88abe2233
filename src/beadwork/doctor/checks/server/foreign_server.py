"""No other Dolt server has these databases open, and none answers on our server's port."""

from __future__ import annotations

from collections.abc import Iterator

from beadwork.doctor.finding import Finding, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.server import access, settings
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.machine import holders, ports, process

WORKSPACE = True


def look(subject: Subject) -> Finding:
    home = subject.managed_home
    known = subject.found_server
    own = {known.pid} if known else set()
    own |= {found.pid for found in [process.search(home)] if found}
    return verdict(
        "none",
        errors=[*_over_the_data(home, own), *_on_the_port(home, known)],
        summary=lambda number: f"{number} signs of another server",
        hint="end it in its own way; nothing here does",
    )


def _over_the_data(home: Home, own: set[int]) -> Iterator[str]:
    for pid in sorted({found.pid for found in process.serving(home.data)} - own):
        if holders.serves(pid):
            yield f"{holders.describe(pid)} has {home.data} open"


def _on_the_port(home: Home, running: Record | None) -> Iterator[str]:
    """Yield a line about a foreign server on our port, which could be mistaken for ours."""
    port = running.port if running else settings.read(home).port
    if not port or ports.is_free(port):
        return
    listeners = holders.listeners(port)
    if running and listeners and running.pid in listeners:
        return
    try:
        found = access.ask(Address(port=port))
    except ServerError as error:
        if error.fault is Fault.DENIED:
            yield (
                f"on port {port} is a server that does not know us: {process.describe_holder(port)}"
            )
        return
    if running is None or found.uuid != running.uuid:
        yield (
            f"on port {port} is the server {found.uuid}, Dolt {found.version}: "
            f"{process.describe_holder(port)}"
        )
