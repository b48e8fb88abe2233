"""Migrate a database's tables to this program's schema version, by the numbered files of `schema/`.

Each file is one Dolt commit. `init` and `bd migrate` run the files; a read never does. A file is
run statement by statement, and is run again after an interruption. A table is created with IF NOT
EXISTS. Each column is added by an ALTER TABLE of its own, which is skipped where the column exists.
Two clones that run the same file reach the same content.
"""

from __future__ import annotations

import re
from functools import partial

from beadwork import errors
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import local_operation
from beadwork.dolt.writing.transaction import Transaction
from beadwork.dolt.writing.write import Writer
from beadwork.store.identity_check import SCHEMA_VERSION

RECORDED = "SELECT value FROM metadata WHERE `key` = 'schema_version'"
COLUMNS = "SHOW COLUMNS FROM `{table}` LIKE %s"
RECORD = "REPLACE INTO metadata (`key`, value) VALUES ('schema_version', %s)"

ADDS_COLUMN = re.compile(r"ALTER TABLE (\w+) ADD COLUMN (\w+) ")


def run(session: Session, writer: Writer, upto: int = SCHEMA_VERSION) -> list[str]:
    """Run the missing migrations and return the names of their files.

    Raises:
        SchemaNewer: the database has the schema of a newer program.
    """
    present = version(session)
    if present > upto:
        raise newer(present)
    if present == 0:
        local_operation.prepare(session, writer.author.line())
    applied = []
    for number, name, sql in files():
        if present < number <= upto:
            writer.write(partial(_run_one, number=number, name=name, sql=sql))
            applied.append(name)
    return applied


def version(session: Session) -> int:
    """Return the schema version of the database, 0 where it has no tables of a tracker."""
    try:
        rows = session.rows(RECORDED)
    except ServerError as error:
        if error.fault is Fault.NO_TABLE:
            return 0
        raise
    return int(rows[0][0]) if rows else 0


def newer(present: int) -> errors.SchemaNewer:
    """Return the error for a database of the newer schema version `present`."""
    return errors.SchemaNewer(
        f"the database has schema version {present}; this program knows up to {SCHEMA_VERSION}",
        hint="install the beadwork that made it, or a newer one",
    )


def files() -> list[tuple[int, str, str]]:
    """Return the migrations in order, as (number, name, SQL)."""
    from importlib.resources import files as package_files

    found = []
    for file in package_files("beadwork.store").joinpath("schema").iterdir():
        if file.name.endswith(".sql"):
            found.append((int(file.name[:4]), file.name, file.read_text()))
    return sorted(found)


def statements(sql: str) -> list[str]:
    """Split a file into statements, without comments. A semicolon at the end of a line ends a
    statement.
    """
    lines = [line for line in sql.splitlines() if not line.lstrip().startswith("--")]
    return [part.strip() for part in "\n".join(lines).split(";\n") if part.strip(" \n;")]


def _run_one(tx: Transaction, number: int, name: str, sql: str) -> None:
    """Run one file. The server commits each CREATE and ALTER at once. The Dolt commit is last."""
    for statement in statements(sql):
        column = ADDS_COLUMN.match(statement)
        if column and tx.rows(COLUMNS.format(table=column[1]), column[2]):
            continue
        tx.run(statement.rstrip(";").replace("%", "%%"))
    tx.write(RECORD, str(number))
    tx.say(f"bd: migrate to {name.removesuffix('.sql')}")
