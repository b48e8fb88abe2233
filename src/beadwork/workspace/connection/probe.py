"""Ask a server once and report its answer. The server is not started, and nothing is retried."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

from beadwork import errors
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server.access import Identity, ask
from beadwork.workspace.connection.link import Link
from beadwork.workspace.connection.server import Chosen, Flags
from beadwork.workspace.connection.wait_external import explain_untrusted, untrusted
from beadwork.workspace.locate import Workspace

ROUND_TRIPS = 9


def identity(chosen: Chosen) -> Identity:
    """Return the server's uuid and version.

    Raises:
        NoServer: the server does not answer.
        AccessDenied: the server refuses the login.
    """
    try:
        return ask(chosen.address)
    except ServerError as error:
        raise _refused(chosen, error) from error


def measure(chosen: Chosen) -> tuple[float, float]:
    """Return the time to connect, and the median time of ROUND_TRIPS round trips, both in
    milliseconds.

    Raises:
        NoServer, AccessDenied: as `identity`.
    """
    try:
        before = time.perf_counter()
        with Session(chosen.address, None) as session:
            assert session.connection_id  # noqa: S101 - opens it
            connected = time.perf_counter() - before
            return connected * 1000, median(_round_trip(session) for _ in range(ROUND_TRIPS)) * 1000
    except ServerError as error:
        raise _refused(chosen, error) from error


def database(workspace: Workspace, flags: Flags) -> dict[str, Any]:
    """Return the database's name, project id and schema version, after checking that it is the
    workspace's own.

    Raises:
        WrongServer, DatabaseMissing, BadWorkspace, SchemaNewer: it is another database, or cannot
            be used.
    """
    link = Link(workspace, flags=flags)
    try:
        with link.session:
            link.session.rows("SELECT 1")
    except ServerError as error:
        if error.fault in (Fault.LOST, Fault.REFUSED):
            raise explain(error) from error
        link.revive(error)
    return {
        "database": workspace.database,
        "project_id": link.profile.project_id,
        "schema_version": link.profile.schema_version,
    }


def _round_trip(session: Session) -> float:
    before = time.perf_counter()
    session.rows("SELECT 1")
    return time.perf_counter() - before


def _refused(chosen: Chosen, error: ServerError) -> errors.BeadworkError:
    if untrusted(error):
        return explain_untrusted(chosen.address, error)
    if error.fault not in (Fault.LOST, Fault.REFUSED):
        return explain(error)
    hint = (
        f"{chosen.home.program} dolt start"
        if chosen.home
        else "bd where   (which shows who names that address)"
    )
    return errors.NoServer(f"no server answers at {chosen.address.name()}: {error.text}", hint=hint)
