"""Reach the recorded server: where it is, and whether the one that answers is it."""

from __future__ import annotations

from beadwork.dolt.address import Address
from beadwork.dolt.faults import ServerError
from beadwork.dolt.server import password
from beadwork.dolt.server.home import Home
from beadwork.dolt.server.record import Record
from beadwork.dolt.session import Session


def address(home: Home, record: Record) -> Address:
    """Return how one gets into the recorded server, and the identity that it must prove."""
    return Address(
        port=record.port,
        socket=record.socket,
        password=password.read(home) if record.password else "",
        uuid=record.uuid,
        managed=True,
    )


def ask_uuid(address: Address) -> str:
    """Return the identity of the server at `address`.

    Raises:
        ServerError: it does not answer, or does not let us in.
    """
    with Session(address, None) as session:
        return str(session.rows("SELECT @@server_uuid")[0][0])


def answers(home: Home, record: Record) -> bool:
    """Tell whether the recorded server answers and is the one recorded."""
    try:
        found = ask_uuid(address(home, record))
    except ServerError:
        return False
    return record.uuid in ("", found)
