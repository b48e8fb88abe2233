"""The databases of a server: what `init` asks and makes before there are tables to speak of.

A name stands in SQL where no value can be bound, so only names that `metadata.check_database` passed may come here.
"""

from __future__ import annotations

from beadwork.dolt.faults import Fault, ServerError
from beadwork.dolt.session import Session
from beadwork.store import opening

LOCK = "SELECT GET_LOCK('beadwork/init', 60)"
NAMES = "SHOW DATABASES"
TABLES = "SHOW TABLES"
CREATE = "CREATE DATABASE IF NOT EXISTS `{name}`"
CLONE = "CALL DOLT_CLONE(%s, %s)"


def lock(session: Session) -> bool:
    """Take the lock under which databases are made, until the session ends; False if others kept it for a minute."""
    return bool(session.rows(LOCK)[0][0] == 1)


def names(session: Session) -> set[str]:
    """Return the names of the databases that this user sees."""
    return {str(row[0]) for row in session.rows(NAMES)}


def create(session: Session, name: str) -> None:
    """Make an empty database."""
    session.run(CREATE.format(name=name))


def clone(session: Session, url: str, name: str) -> None:
    """Fetch a whole database from a remote, under a name that is free.

    Raises:
        ServerError: the remote cannot be read, or holds none.
    """
    session.rows(CLONE, url, name)


def facts(session: Session) -> dict[str, str] | None:
    """Return the `metadata` table of the session's database: empty where there are no tables, None if they are not ours.

    Raises:
        ServerError: the server failed.
    """
    try:
        return {str(key): str(value) for key, value in session.rows(opening.METADATA)}
    except ServerError as error:
        if error.fault is not Fault.NO_TABLE:
            raise
    return None if session.rows(TABLES) else {}
