"""Does a database hold our tables, in a version that we know, and nothing else?

A database that was fetched, joined, migrated, recovered or merged may bring triggers, views,
procedures, events, check constraints and generated columns. They run with the rights of whoever
touches the tables. So such a database is looked at before any statement of ours touches it
(docs/design/threats.md).

Every look here reads what Dolt says of the schema. None of them reads a table of the database
itself but `dolt_ignore`, and none can set off what it looks for.
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
"""The one pattern that `dolt_ignore` has here: tables of a working set that are in no commit."""
OWN_PATTERNS = (OWN_PATTERN, "local_%")
LOCAL = "local_operation"
TOWN_TABLES = (MAIL, CHANNELS)
CODE_KINDS = ("trigger", "view", "event", "procedure")
DROPPABLE = (*CODE_KINDS, "table")

Definitions = Mapping[str, frozenset[str]]
"""The lines of each table's definition, in one spelling and no order."""


class Foreign(NamedTuple):
    """Something in a database that is not ours. `kind`: trigger, view, event, procedure, table,
    definition (a line of a table of ours), pattern (of `dolt_ignore`).
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
        """Return them for a database of a schema version, whose migration may be under way."""
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
    """Raise where anything was found; the message names the first five.

    Raises:
        ForeignSchema: `objects` is not empty.
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
    """Look at a database that came from elsewhere, before anything else is asked of it.

    Whether it is a tracker at all, and of which project, is for the caller to ask afterwards.

    Raises:
        ForeignSchema: it has more than a tracker has.
        ServerError, StorageFailure: it cannot be read.
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
    """Return what a database has that a tracker of schema `version` has not.

    A migration that was cut off has made tables and columns of the next versions already, as the
    server commits each at once. So they are no fault.

    `ask` carries statements out (dolt/databases/fingerprint.py): on a server, or on a copy that
    nobody serves. With a `commit` the look is at that, else at the working set.

    Raises:
        ServerError, StorageFailure: it cannot be read.
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
        Foreign("table", name) for name in names if name not in ours.allowed and name != LOCAL
    ]
    (patterns,) = ask([IGNORED + as_of])
    found += [Foreign("pattern", str(p)) for (p,) in patterns if p not in OWN_PATTERNS]
    return found + _reshaped(ask, [name for name in names if name in ours.allowed], ours, as_of)


def _name(row: tuple[str, ...]) -> str:
    """Return the name in a row of TABLES. A copy orders the columns otherwise than a server."""
    return next((value for value in row if value not in KINDS), row[0])


def drop(writer: Writer, objects: Iterable[Foreign], who: str) -> list[Foreign]:
    """Drop what can be dropped without touching a table of ours, as one commit; return that."""
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
    """Return what can be dropped without touching a table of ours."""
    return [foreign for foreign in objects if foreign.kind in DROPPABLE]


def drop_statement(foreign: Foreign) -> str:
    """Return the statement that drops it, for a copy as for a server.

    Only names that Dolt itself reported come here; a backtick in one is doubled.
    """
    return DROP.format(kind=foreign.kind.upper(), name=foreign.name.replace("`", "``"))


def definitions(version: int) -> Definitions:
    """Return the tables of a schema version, as the numbered files define them, and those that only
    the database of a town has.
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
    """Return the lines of a table's definition (between its parentheses) in one spelling."""
    return frozenset(filter(None, map(_spelling, body.splitlines())))


def _spelling(line: str) -> str:
    text = " ".join(line.strip().rstrip(",").replace("`", "").split()).lower()
    text = text.replace(", ", ",").replace("boolean", "tinyint(1)")
    return re.sub(r"default (?:false|0)$", "default '0'", text)


def _reshaped(ask: Query, tables: list[str], ours: Shapes, as_of: str) -> list[Foreign]:
    """Return the lines in which tables of ours are defined otherwise than by our files: a check
    constraint, a generated column, a default that is an expression.
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
