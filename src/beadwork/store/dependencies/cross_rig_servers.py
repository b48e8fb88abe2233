"""Issues of trackers that live on another server of the town, where each rig has one: asked over a
connection for each server.

One that does not answer, or is not the one that it should be, is said so and holds nobody, as a
tracker that cannot be read (store/dependencies/cross_rig_targets.py).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Result, Session
from beadwork.model.dependencies.cross_rig import Neighbour
from beadwork.store import identity_check
from beadwork.store.dependencies import cross_rig_targets
from beadwork.store.dependencies.cross_rig_targets import There

T = TypeVar("T")

WRONG = 1105
"""Dolt's number for whatever has none of its own."""


def states(wanted: Mapping[str, Neighbour], servers: Iterable[Address]) -> dict[str, There]:
    """Return those of the ids that are in a tracker on one of these servers."""
    found: dict[str, There] = {}
    for address in servers:
        some = {
            key: one._replace(address=None) for key, one in wanted.items() if one.address == address
        }

        def question(opened: Session, some: Mapping[str, Neighbour] = some) -> dict[str, There]:
            return cross_rig_targets.states(opened, some)

        found.update(ask(address, some.values(), question, "holds nobody meanwhile") or {})
    return found


def ask(
    address: Address, asked: Iterable[Neighbour], question: Callable[[Session], T], so: str
) -> T | None:
    """Return what the trackers on a server answer; where it cannot be asked, None, and a warning
    says what follows (`so`).
    """
    try:
        with session(address) as opened:
            return question(opened)
    except ServerError as error:
        names = ", ".join(sorted({one.database for one in asked}))
        sys.stderr.write(f"Warning: {names} cannot be read, and {so}: {_why(error)}\n")
        return None


def _why(error: ServerError) -> str:
    return (
        "its server does not answer" if error.fault in (Fault.LOST, Fault.REFUSED) else error.text
    )


def session(address: Address) -> Session:
    """Return a session on no database of a server, which has to prove who it is."""

    def greeted(results: list[Result]) -> None:
        uuid = str(results[0].rows[0][0])
        if address.uuid and uuid != address.uuid:
            raise ServerError(
                WRONG, f"the server at {address.name()} is {uuid}, not the town's, {address.uuid}"
            )

    return Session(address, None, greeting=((identity_check.UUID, ()),), greeted=greeted)
