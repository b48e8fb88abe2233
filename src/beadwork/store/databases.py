"""The databases of a server: what `init` reads and creates before there are tables.

A database name stands in SQL where no value can be bound, so only names that
`metadata.check_database` has accepted may be passed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.relays import relay
from beadwork.dolt.versions import remote_url
from beadwork.dolt.writing.local_operation import TABLE
from beadwork.store import identity_check, migrations

LOCK = "SELECT GET_LOCK('beadwork/init', 60)"
NAMES = "SHOW DATABASES"
TABLES = "SHOW TABLES"
CREATE = "CREATE DATABASE IF NOT EXISTS `{name}`"
CREATED = r"CREATE TABLE (?:IF NOT EXISTS )?(\S+)"
CLONE = "CALL DOLT_CLONE(%s, %s)"
CLONE_OF_REF = "CALL DOLT_CLONE('--ref', %s, %s, %s)"
DROP = "DROP DATABASE IF EXISTS `{name}`"
"""Dolt keeps a dropped database until it is purged. `CALL DOLT_UNDROP('name')` restores it."""

OF_PEOPLE = {
    table: f"SELECT 1 FROM {table} LIMIT 1"
    for table in ("issues", "comments", "dependencies", "memories", "mail")
}
"""The tables that only people's commands fill, each with the question for a row of it."""

OF_DOLT = {"information_schema", "mysql", "dolt_cluster", "performance_schema", "sys"}
"""Databases that every server has, and that hold no project's data."""


def lock(session: Session) -> bool:
    """Take the lock under which databases are created, until the session ends. Return False if
    others held it for a minute.
    """
    return bool(session.rows(LOCK)[0][0] == 1)


def names(session: Session) -> set[str]:
    """Return the names of the databases that the session's user can see."""
    return {str(row[0]) for row in session.rows(NAMES)}


def create(session: Session, name: str) -> None:
    """Create an empty database."""
    session.run(CREATE.format(name=name))


def drop(session: Session, name: str) -> None:
    """Drop a database. It is no error if the database does not exist."""
    session.run(DROP.format(name=name))


def clone(session: Session, url: str, name: str, ref: str = "") -> None:
    """Clone a database from a remote, under an unused name. `ref` is the git reference that holds
    the data, where it is not `refs/dolt/data`.

    Raises:
        ServerError: the remote cannot be read, or holds no database.
    """
    with relay.cloning(session, url) as near:
        if ref:
            session.rows(CLONE_OF_REF, ref, remote_url.with_reference(near, ref), name)
        else:
            session.rows(CLONE, near, name)


class Contents(NamedTuple):
    """The contents of a database: the rows of its `metadata` table, whether it has no tables, and
    whether it has tables that are not a tracker's.
    """

    facts: dict[str, str]
    is_empty: bool
    is_foreign: bool


def inspect(session: Session) -> Contents:
    """Return the contents of the session's database.

    Raises:
        ServerError: the server cannot read the database.
    """
    try:
        facts = {str(key): str(value) for key, value in session.rows(identity_check.METADATA)}
        if facts:  # an interrupted migration may have left the table empty
            return Contents(facts, is_empty=False, is_foreign="schema_version" not in facts)
    except ServerError as error:
        if error.fault is not Fault.NO_TABLE:
            raise
    tables = {str(row[0]) for row in session.rows(TABLES)}
    others = {table for table in tables if table not in _ours() and not table.startswith("dolt_")}
    return Contents({}, is_empty=not tables, is_foreign=bool(others))


def holds_work(session: Session) -> bool:
    """Tell whether the session's tracker has anything that somebody wrote: an issue, a memory, a
    message.
    """
    tables = {str(row[0]) for row in session.rows(TABLES)}
    return any(session.rows(first) for table, first in OF_PEOPLE.items() if table in tables)


def _ours() -> set[str]:
    """Return the names of the tables that the migrations create. An interrupted migration may have
    created some of them.
    """
    made = {TABLE} | {name for _, _, sql in migrations.files() for name in re.findall(CREATED, sql)}
    return {name.strip("`") for name in made}
