"""The queries of the daemon's health check, and the private database that the check writes to.

The database belongs to no rig: no rig can have its name (town/rigs/registry.py), no route leads to
it, and nothing in it is ever committed or pushed. So a check every half minute leaves no trace in
anybody's history. Each check adds 0.9 KB to the journal of this database alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from beadwork.dolt.connection import many_databases
from beadwork.dolt.connection.many_databases import Questions
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session

PRIVATE = "_daemon"
"""The name of the private database."""

CREATE_PRIVATE = f"CREATE DATABASE IF NOT EXISTS `{PRIVATE}`"
USE_PRIVATE = f"USE `{PRIVATE}`"
CREATE_PULSE = (
    "CREATE TABLE IF NOT EXISTS pulse (id INT NOT NULL PRIMARY KEY, at DATETIME(6) NOT NULL)"
)
ASK_WHO = "SELECT @@server_uuid, active_branch(), @@max_connections"
COUNT_CONNECTIONS = "SELECT COUNT(*) FROM information_schema.processlist"
BEAT = "REPLACE INTO pulse VALUES (1, UTC_TIMESTAMP(6))"
COUNT_BUSY = """
    SELECT COUNT(*) FROM information_schema.processlist
    WHERE command = 'Query' AND id <> CONNECTION_ID()
"""
NAMES = "SHOW DATABASES"
TABLES = "SHOW TABLES"
METADATA = "SELECT COUNT(*) FROM metadata"
ISSUES = "SELECT COUNT(*) FROM issues"


class Vitals(NamedTuple):
    """A server's uuid and its number of connections, with the limit."""

    uuid: str
    connections: int
    max_connections: int


def look(session: Session) -> Vitals:
    """Return the server's vitals.

    Raises:
        ServerError: the server does not answer, or not in time.
    """
    who, count = session.read((ASK_WHO, ()), (COUNT_CONNECTIONS, ()))
    uuid, _, most = who.rows[0]
    return Vitals(str(uuid), int(count.rows[0][0]), int(most))


def beat(session: Session) -> None:
    """Write into the private database, which is made where it is missing; the session stays in it.

    Raises:
        ServerError: the server cannot write.
    """
    for statement in (CREATE_PRIVATE, USE_PRIVATE, CREATE_PULSE, BEAT):
        session.run(statement)


def is_idle(session: Session) -> bool:
    """Tell whether no other connection runs a statement now."""
    return int(session.rows(COUNT_BUSY)[0][0]) == 0


def databases(session: Session) -> set[str]:
    """Return the names of the databases that the server serves."""
    return {str(row[0]) for row in session.rows(NAMES)}


def failures(session: Session, names: Iterable[str]) -> dict[str, ServerError]:
    """Return, by name, the errors of the databases that the server cannot read. A database that is
    no tracker can be read. The names are the server's own, or `metadata.check_database` has
    accepted them.

    Raises:
        ServerError: the server does not answer.
    """
    probe: Questions = ((TABLES, ()), (METADATA, ()), (ISSUES, ()))
    found = many_databases.read(session, dict.fromkeys(names, probe))[1]
    return {name: error for name, error in found.items() if error.fault is not Fault.NO_TABLE}
