"""The tables `entries` and `facts` of the branch `ledger`, and the check that a ledger that came
from elsewhere has these and nothing else.

`content` is a text and no JSON column: Dolt would write JSON in its own way, and the digest is that
of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.store import schema_check
from beadwork.store.schema_check import Foreign

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.databases.fingerprint import Query

ENTRIES = """
    CREATE TABLE IF NOT EXISTS entries (
        number INT NOT NULL,
        kind VARCHAR(16) NOT NULL,
        issue_id VARCHAR(255) NOT NULL,
        corrects INT,
        source_commit CHAR(32) NOT NULL,
        content LONGTEXT NOT NULL,
        previous CHAR(64) NOT NULL,
        digest CHAR(64) NOT NULL,
        PRIMARY KEY (number),
        KEY by_issue (issue_id)
    )
"""
FACTS = """
    CREATE TABLE IF NOT EXISTS facts (
        name VARCHAR(64) NOT NULL,
        value VARCHAR(1000) NOT NULL,
        PRIMARY KEY (name)
    )
"""
NAMES = "SHOW TABLES"
_WANTED = {"entries": ENTRIES, "facts": FACTS}
ALL = tuple(_WANTED)
_BODY = re.compile(r"\((.*)\)", re.DOTALL)


def create(session: Session) -> None:
    """Create the tables where they are missing."""
    session.pipeline((ENTRIES, ()), (FACTS, ()))


def admit(ask: Query, name: str, commit: str = "") -> None:
    """Check the schema of a ledger, before any of its tables is read.

    With a `commit` that commit is checked, else the working set.

    Raises:
        ForeignSchema: it has something that no ledger has, or lacks a table.
    """
    found = [str(foreign) for foreign in look(ask, commit)]
    if found:
        raise errors.ForeignSchema(
            f"{name} is not just a ledger: {', '.join(found[:5])}; nothing of it was used",
            hint="gt ledger status",
        )


def look(ask: Query, commit: str = "") -> list[Foreign]:
    """Return what a ledger has that none should have, and the tables that it lacks."""
    if commit and not schema_check.COMMIT.fullmatch(commit):
        raise ValueError(commit)
    as_of = f" AS OF '{commit}'" if commit else ""
    code_and_tables = [
        f"{statement}{as_of}"
        for statement in (schema_check.SCHEMAS, schema_check.PROCEDURES, schema_check.TABLES)
    ]
    schemas, procedures, tables = ask(code_and_tables)
    found = [Foreign(str(kind), str(called)) for called, kind in (*schemas, *procedures)]
    names = {_table(row) for row in tables}
    found += [Foreign("table", table) for table in sorted(names - {*ALL, *schema_check.LOCAL})]
    there = [table for table in ALL if table in names]
    if not there:
        return found
    shapes = ask([f"{schema_check.DEFINITION.format(table=table)}{as_of}" for table in there])
    for table, rows in zip(there, shapes, strict=True):
        text = next(str(value) for value in rows[0] if str(value).startswith("CREATE "))
        found += [
            Foreign("definition", f"of {table}: {line}")
            for line in sorted(_lines(text) ^ _lines(_WANTED[table]))
        ]
    return found + [Foreign("missing table", table) for table in ALL if table not in names]


def _table(row: tuple[str, ...]) -> str:
    """Return the name in a row of TABLES, whose columns have another order in a copy."""
    return next((value for value in row if value not in schema_check.KINDS), row[0])


def _lines(statement: str) -> frozenset[str]:
    body = _BODY.search(statement)
    return schema_check.lines(body[1]) if body else frozenset()
