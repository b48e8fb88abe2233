"""The databases of a server: what `init` asks and makes before there are tables to speak of.

A name stands in SQL where no value can be bound, so only names that `metadata.check_database`
passed may come here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing.local_operation import TABLE
from beadwork.store import identity_check, migrations

LOCK = "SELECT GET_LOCK('beadwork/init', 60)"
NAMES = "SHOW DATABASES"
TABLES = "SHOW TABLES"
CREATE = "CREATE DATABASE IF NOT EXISTS `{name}`"
CREATED = r"CREATE TABLE (?:IF NOT EXISTS )?(\S+)"
CLONE = "CALL DOLT_CLONE(%s, %s)"
DROP = "DROP DATABASE IF EXISTS `{name}`"
"""Dolt keeps what is dropped until it is told to purge it: `CALL DOLT_UNDROP('name')` brings it
back.
"""


def lock(session: Session) -> bool:
    """Take the lock under which databases are made, until the session ends; False if others kept it
    for a minute.
    """
    return bool(session.rows(LOCK)[0][0] == 1)


def names(session: Session) -> set[str]:
    """Return the names of the databases that this user sees."""
    return {str(row[0]) for row in session.rows(NAMES)}


def create(session: Session, name: str) -> None:
    """Make an empty database."""
    session.run(CREATE.format(name=name))


def drop(session: Session, name: str) -> None:
    """Take a database out of the server's sight; that there is none is no error."""
    session.run(DROP.format(name=name))


def clone(session: Session, url: str, name: str) -> None:
    """Fetch a whole database from a remote, under a name that is free.

    Raises:
        ServerError: the remote cannot be read, or holds none.
    """
    session.rows(CLONE, url, name)


class Contents(NamedTuple):
    """What is in a database: the facts of its `metadata` table, and whether there are tables at
    all, or others than ours.
    """

    facts: dict[str, str]
    is_empty: bool
    is_foreign: bool


def inspect(session: Session) -> Contents:
    """Return what is in the session's database.

    Raises:
        ServerError: the server failed.
    """
    try:
        facts = {str(key): str(value) for key, value in session.rows(identity_check.METADATA)}
        if facts:  # an interrupted migration may have made the table and put nothing into it yet
            return Contents(facts, is_empty=False, is_foreign="schema_version" not in facts)
    except ServerError as error:
        if error.fault is not Fault.NO_TABLE:
            raise
    tables = {str(row[0]) for row in session.rows(TABLES)}
    others = {table for table in tables if table not in _ours() and not table.startswith("dolt_")}
    return Contents({}, is_empty=not tables, is_foreign=bool(others))


def _ours() -> set[str]:
    """Return the names of the tables that the migrations make: an interrupted one may have made
    some of them.
    """
    made = {TABLE} | {name for _, _, sql in migrations.files() for name in re.findall(CREATED, sql)}
    return {name.strip("`") for name in made}
