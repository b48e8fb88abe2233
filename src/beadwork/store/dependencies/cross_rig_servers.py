"""Connections to the other servers of a town in which each rig has a server of its own.

A server that does not answer, or has the wrong identity, is named in a warning. Its issues are not
known, like those of a tracker that cannot be read (store/dependencies/not_known.py).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TypeVar

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Result, Session
from beadwork.model.dependencies.cross_rig import Neighbour
from beadwork.model.printable import clean
from beadwork.store import identity_check

T = TypeVar("T")

WRONG_SERVER = 1105
"""Dolt's number for every error without a number of its own."""


def ask(
    address: Address,
    trackers: Iterable[Neighbour],
    question: Callable[[Session], T],
    consequence: str,
) -> T | None:
    """Return the result of `question` on a server. If the server cannot be read, warn with the
    `consequence` and return None.
    """
    try:
        with session(address) as opened:
            return question(opened)
    except ServerError as error:
        warn({tracker.database for tracker in trackers}, consequence, error)
        return None


def warn(databases: Iterable[str], consequence: str, error: ServerError) -> None:
    """Say on standard error that databases cannot be read, why, and what follows from it."""
    names = ", ".join(sorted(databases))
    sys.stderr.write(
        clean(f"Warning: {names} cannot be read, and {consequence}: {reason(error)}\n")
    )


def reason(error: ServerError) -> str:
    """Return why a server could not be asked."""
    if error.fault is Fault.NO_DATABASE:
        return "the server has no such database"
    if error.fault is Fault.DAMAGED:
        return f"its data is damaged ({error.text})"
    return (
        "its server does not answer" if error.fault in (Fault.LOST, Fault.REFUSED) else error.text
    )


def session(address: Address) -> Session:
    """Return a session without a database on a server, which has to prove its identity."""

    def greeted(results: list[Result]) -> None:
        uuid = str(results[0].rows[0][0])
        if address.uuid and uuid != address.uuid:
            raise ServerError(
                WRONG_SERVER,
                f"the server at {address.name()} is {uuid}, not the town's, {address.uuid}",
            )

    return Session(address, None, greeting=((identity_check.UUID, ()),), greeted=greeted)
