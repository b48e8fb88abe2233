"""Check that a database has the tables of a tracker, in a known version, and nothing else.

A database that was fetched, joined, migrated, recovered or merged may bring triggers, views,
procedures, events, check constraints and generated columns. They run with the rights of whoever
touches the tables. So such a database is checked before any other statement of beadwork touches it
(docs/design/threats.md).

The checks read what Dolt says about the schema. They read no table of the database itself except
`dolt_ignore`, and they cannot trigger what they look for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from beadwork import errors
from beadwork.dolt.databases.fingerprint import Query
from beadwork.dolt.writing.transaction import Transaction
from beadwork.dolt.writing.write import Writer
from beadwork.store import identity_check, migrations
from beadwork.store.mail.tables import CHANNELS, MAIL

SCHEMAS = "SELECT name, type FROM dolt_schemas"
PROCEDURES = "SELECT name, 'procedure' AS type FROM dolt_procedures"
TABLES = "SHOW FULL TABLES"
KINDS = ("BASE TABLE", "VIEW")
DEFINITION = "SHOW CREATE TABLE `{table}`"
IGNORED = "SELECT pattern FROM dolt_ignore"
DROP = "DROP {kind} `{name}`"
COMMIT = re.compile(r"[0-9a-v]{32}")

OWN_PATTERN = "local\\_%"
"""The one pattern of `dolt_ignore` in a tracker. Such tables of a working set are in no commit."""
OWN_PATTERNS = (OWN_PATTERN, "local_%")
LOCAL = ("local_operation", "local_child_number")
TOWN_TABLES = (MAIL, CHANNELS)
CODE_KINDS = ("trigger", "view", "event", "procedure")
DROPPABLE = (*CODE_KINDS, "table")

Definitions = Mapping[str, frozenset[str]]
"""The lines of each table's definition, in a normal spelling and no order."""


class Foreign(NamedTuple):
    """Something in a database that no tracker has.

    `kind` is trigger, view, event, procedure, table, definition (a line of the definition of a
    tracker's table) or pattern (of `dolt_ignore`).
    """

    kind: str
    name: str

    def __str__(self) -> str:
        return f"the {self.kind} {self.name}"


class Shapes(NamedTuple):
    """The lines that the tables of a tracker may have, and those that they must have."""

    allowed: Definitions
    needed: Definitions

    @staticmethod
    def of(version: int) -> Shapes:
        """Return the shapes for a database of a schema version, which may be under migration."""
        versions = [
            definitions(number)
            for number in range(version, max(version, identity_check.SCHEMA_VERSION) + 1)
        ]
        return Shapes(
            {
                table: frozenset().union(*(tables.get(table, frozenset()) for tables in versions))
                for table in versions[-1]
            },
            {
                table: frozenset.intersection(*(tables[table] for tables in versions))
                for table in versions[0]
            },
        )


def refuse(objects: Iterable[Foreign], database: str, hint: str) -> None:
    """Refuse a database with foreign objects.

    Raises:
        ForeignSchema: `objects` is not empty; the message names the first five.
    """
    names = [str(foreign) for foreign in objects]
    if not names:
        return
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    raise errors.ForeignSchema(
        f"{database} has what no tracker has: {', '.join(names[:5])}{more}; nothing of it was used",
        hint=hint,
    )


def admit(ask: Query, database: str, hint: str) -> None:
    """Check a database that came from elsewhere, before any other statement reads it.

    The caller checks afterwards whether the database is a tracker at all, and of which project.

    Raises:
        ForeignSchema: the database has something that no tracker has.
        ServerError, StorageFailure: the database cannot be read.
    """
    schemas, procedures = ask([SCHEMAS, PROCEDURES])
    refuse(
        [Foreign(str(kind), str(name)) for name, kind in (*schemas, *procedures)], database, hint
    )
    (tables,) = ask([TABLES])
    if "metadata" not in map(_name, tables):
        return
    (facts,) = ask([identity_check.METADATA])
    present: dict[str, str] = dict(facts)
    version = present.get("schema_version", "")
    if version.isdecimal() and int(version) <= identity_check.SCHEMA_VERSION:
        refuse(look(ask, int(version)), database, hint)


def look(ask: Query, version: int, commit: str = "") -> list[Foreign]:
    """Return what a database has that a tracker of schema `version` does not have.

    An interrupted migration may have created tables and columns of the next versions, as the server
    commits each statement at once. These are accepted.

    `ask` runs statements (dolt/databases/fingerprint.py) on a server, or on a copy that no server
    has open. With a `commit` the check reads that commit, else the working set.

    Raises:
        ServerError, StorageFailure: the database cannot be read.
        ValueError: `commit` is no hash.
    """
    if commit and not COMMIT.fullmatch(commit):
        raise ValueError(commit)
    as_of = f" AS OF '{commit}'" if commit else ""
    ours = Shapes.of(version)
    schemas, procedures, tables = ask(
        [statement + as_of for statement in (SCHEMAS, PROCEDURES, TABLES)]
    )
    found = [Foreign(str(kind), str(name)) for name, kind in (*schemas, *procedures)]
    names = [_name(row) for row in tables if "VIEW" not in row or set(row) <= set(KINDS)]
    found += [
        Foreign("table", name) for name in names if name not in ours.allowed and name not in LOCAL
    ]
    (patterns,) = ask([IGNORED + as_of])
    found += [Foreign("pattern", str(p)) for (p,) in patterns if p not in OWN_PATTERNS]
    return found + _reshaped(ask, [name for name in names if name in ours.allowed], ours, as_of)


def _name(row: tuple[str, ...]) -> str:
    """Return the name in a row of TABLES. A copy has the columns in another order than a server."""
    return next((value for value in row if value not in KINDS), row[0])


def drop(writer: Writer, objects: Iterable[Foreign], who: str) -> list[Foreign]:
    """Drop the droppable objects in one commit, and return them."""
    dropped = droppable(objects)

    def act(tx: Transaction) -> None:
        for foreign in dropped:
            tx.run(drop_statement(foreign).replace("%", "%%"))
        tx.changed = True
        tx.say(f"bd: {who} drops {', '.join(map(str, dropped))}")

    if dropped:
        writer.write(act)
    return dropped


def droppable(objects: Iterable[Foreign]) -> list[Foreign]:
    """Return the objects that can be dropped without touching a table of the tracker."""
    return [foreign for foreign in objects if foreign.kind in DROPPABLE]


def drop_statement(foreign: Foreign) -> str:
    """Return the statement that drops an object, on a copy or on a server.

    Only names that Dolt itself has reported are passed. A backtick in a name is doubled.
    """
    return DROP.format(kind=foreign.kind.upper(), name=foreign.name.replace("`", "``"))


def definitions(version: int) -> Definitions:
    """Return the definitions of the tables of a schema version, as the numbered files define them,
    and of the tables that only a town's own database has.
    """
    tables: dict[str, frozenset[str]] = {}
    for statement in TOWN_TABLES:
        _apply(tables, statement.strip())
    for number, _, sql in migrations.files():
        if number <= version:
            for statement in migrations.statements(sql):
                _apply(tables, statement)
    return tables


def _apply(tables: dict[str, frozenset[str]], statement: str) -> None:
    made = re.match(r"(?is)create table (?:if not exists )?`?(\w+)`? *\((.*)\)\s*;?$", statement)
    if made:
        tables[made[1]] = lines(made[2])
        return
    added = re.match(r"(?is)alter table `?(\w+)`? add (?:column )?(.*?);?$", statement)
    if added:
        tables[added[1]] = tables[added[1]] | lines(added[2])


def lines(body: str) -> frozenset[str]:
    """Return the lines of a table's definition (between its parentheses) in a normal spelling."""
    return frozenset(filter(None, map(_spelling, body.splitlines())))


def _spelling(line: str) -> str:
    text = " ".join(line.strip().rstrip(",").replace("`", "").split()).lower()
    text = text.replace(", ", ",").replace("boolean", "tinyint(1)")
    return re.sub(r"default (?:false|0)$", "default '0'", text)


def _reshaped(ask: Query, tables: list[str], ours: Shapes, as_of: str) -> list[Foreign]:
    """Return the lines in which the definition of a tracker's table differs from the numbered
    files, such as a check constraint, a generated column, or a default that is an expression.
    """
    if not tables:
        return []
    answers = ask([DEFINITION.format(table=table) + as_of for table in tables])
    found = []
    for table, rows in zip(tables, answers, strict=True):
        text = next(str(value) for value in rows[0] if str(value).startswith("CREATE "))
        present = lines(text[text.index("(") + 1 : text.rindex(")")])
        found += [
            Foreign("definition", f"of {table}: {line}")
            for line in sorted(
                (present - ours.allowed[table]) | (ours.needed.get(table, frozenset()) - present)
            )
        ]
    return found
