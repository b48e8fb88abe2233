"""The rows of a fetched commit that no command of beadwork could have written.

Only rows that the commit changes are looked at: those that are here already were accepted before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.model.issues.field_table import FIELDS, NAME_LENGTH, TEXT_BYTES, TITLE_LENGTH
from beadwork.model.issues.issue import PRIORITIES

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session, Statement

FACTS = "SELECT `key`, value FROM metadata AS OF %s"
CONTROL = r"[\x00-\x1f\x7f-\x9f]"
"""Control characters of C0 and C1, and DEL, as a regular expression of Dolt. A title may have them:
they are cleaned where it is printed.
"""
NUL = r"[\x00]"
LONGEST_TEXT = 16 * TEXT_BYTES
"""A merge that keeps the notes of both sides may make a text longer than a command takes."""
SHOWN = 5
"""How many rows of each kind are named."""

_NAMES = tuple(
    field.column for field in FIELDS if field.kind in ("id", "name", "word", "reference")
)
_TEXTS = tuple(field.column for field in FIELDS if field.kind == "text")
_OTHER_NAMES = {
    "dependencies": ("issue_id", "depends_on_id", "type", "created_by"),
    "comments": ("issue_id", "id", "author"),
    "config": ("key",),
    "memories": ("key",),
    "conflicts": ("issue_id", "field", "origin"),
}
_OTHER_TEXTS = {"comments": "text", "memories": "value", "config": "value", "conflicts": "value"}


class BadRow(NamedTuple):
    """A row that no command could have written: its table, its first key, and the fault."""

    table: str
    key: str
    fault: str


def facts(session: Session, commit: str) -> dict[str, str]:
    """Return the metadata of a commit; empty where it has no such table.

    Raises:
        ServerError: the commit cannot be read.
    """
    try:
        return {str(key): str(value) for key, value in session.rows(FACTS, commit)}
    except ServerError as error:
        if error.fault is Fault.NO_TABLE:
            return {}
        raise


def bad_rows(session: Session, base: str, commit: str, tables: frozenset[str]) -> list[BadRow]:
    """Return the rows of these tables that changed from `base` to `commit` and have a value out of
    range, at most SHOWN for each fault, in one round trip.
    """
    changed = "dolt_diff(%s, %s, '{table}') WHERE diff_type <> 'removed' AND"
    faults = [row for row in _faults("to_") if row[0] in tables]
    return _found(session, faults, changed, (base, commit))


def bad_rows_of(session: Session, tables: frozenset[str]) -> list[BadRow]:
    """Return the rows of a whole database that not even an import could have written, as
    `bad_rows`.
    """
    faults = [row for row in _faults("") if row[0] in tables]
    return _found(session, faults, "{table} WHERE", ())


_CONTROL = "has a control character"
_Fault = tuple[str, str, str]
"""A table, the fault of its rows, and the condition that finds them."""


def _faults(side: str) -> list[_Fault]:
    """Return the faults. `side` begins the name of each column: `to_` in a difference."""
    low, high = min(PRIORITIES), max(PRIORITIES)
    found = [
        ("issues", _CONTROL, _matches(side, _NAMES, CONTROL)),
        ("issues", "has a NUL character", _matches(side, (*_TEXTS, "title"), NUL)),
        (
            "issues",
            "has a value out of range",
            f"{side}priority NOT BETWEEN {low} AND {high} OR {side}title = ''"
            f" OR CHAR_LENGTH({side}title) > {TITLE_LENGTH}"
            f" OR CHAR_LENGTH({side}id) > {NAME_LENGTH}",
        ),
        ("issues", _TOO_LONG, _longer(side, _TEXTS)),
    ]
    for table, names in _OTHER_NAMES.items():
        found.append((table, _CONTROL, _matches(side, names, CONTROL)))
    for table, column in _OTHER_TEXTS.items():
        found.append((table, "has a NUL character", _matches(side, (column,), NUL)))
        found.append((table, _TOO_LONG, _longer(side, (column,))))
    return found


_TOO_LONG = "has a text that is too long"


def _matches(side: str, columns: tuple[str, ...], pattern: str) -> str:
    escaped = pattern.replace("\\", "\\\\")
    return " OR ".join(f"`{side}{column}` REGEXP '{escaped}'" for column in columns)


def _longer(side: str, columns: tuple[str, ...]) -> str:
    return " OR ".join(f"LENGTH(`{side}{column}`) > {LONGEST_TEXT}" for column in columns)


def _found(
    session: Session, faults: list[_Fault], source: str, values: tuple[str, ...]
) -> list[BadRow]:
    side = "to_" if values else ""
    statements: list[Statement] = [
        (
            f"SELECT `{side}{_KEYS.get(table, 'issue_id')}` FROM {source.format(table=table)}"
            f" ({condition}) ORDER BY 1 LIMIT {SHOWN}",
            values,
        )
        for table, _, condition in faults
    ]
    answers = session.read(*statements) if statements else []
    return [
        BadRow(table, str(row[0]), fault)
        for (table, fault, _), answer in zip(faults, answers, strict=True)
        for row in answer.rows
    ]


_KEYS = {"issues": "id", "config": "key", "memories": "key"}
