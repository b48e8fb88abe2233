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
"""Control characters of C0 and C1, and DEL, as a regular expression of Dolt."""
NUL = "[\\x00]"
SHOWN = 5
"""How many rows of each kind are named."""

_NAMES = tuple(
    field.column for field in FIELDS if field.kind in ("id", "title", "name", "word", "reference")
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
    asked = [
        (table, fault, statement)
        for table, fault, statement in _questions(base, commit)
        if table in tables
    ]
    answers = session.read(*(statement for _, _, statement in asked)) if asked else []
    return [
        BadRow(table, str(row[0]), fault)
        for (table, fault, _), answer in zip(asked, answers, strict=True)
        for row in answer.rows
    ]


def _questions(base: str, commit: str) -> list[tuple[str, str, Statement]]:
    found = [
        ("issues", "has a control character", _matches(_NAMES, CONTROL)),
        ("issues", "has a NUL character", _matches(_TEXTS, NUL)),
        (
            "issues",
            "has a value out of range",
            f"to_priority NOT BETWEEN {min(PRIORITIES)} AND {max(PRIORITIES)}"
            f" OR to_estimated_minutes < 0 OR to_compaction_level < 0 OR to_title = ''"
            f" OR CHAR_LENGTH(to_title) > {TITLE_LENGTH} OR CHAR_LENGTH(to_id) > {NAME_LENGTH}",
        ),
        (
            "issues",
            "has a text that is too long",
            " OR ".join(f"LENGTH(to_{column}) > {TEXT_BYTES}" for column in _TEXTS),
        ),
    ]
    for table, names in _OTHER_NAMES.items():
        found.append((table, "has a control character", _matches(names, CONTROL)))
    for table, column in _OTHER_TEXTS.items():
        found.append((table, "has a NUL character", _matches((column,), NUL)))
        found.append((table, "has a text that is too long", f"LENGTH(to_{column}) > {TEXT_BYTES}"))
    return [
        (table, fault, _statement(table, condition, base, commit))
        for table, fault, condition in found
    ]


def _matches(columns: tuple[str, ...], pattern: str) -> str:
    escaped = pattern.replace("\\", "\\\\")
    return " OR ".join(f"`to_{column}` REGEXP '{escaped}'" for column in columns)


def _statement(table: str, condition: str, base: str, commit: str) -> Statement:
    key = {"issues": "id", "config": "key", "memories": "key"}.get(table, "issue_id")
    sql = (
        f"SELECT `to_{key}` FROM dolt_diff(%s, %s, '{table}')"
        f" WHERE diff_type <> 'removed' AND ({condition}) ORDER BY 1 LIMIT {SHOWN}"
    )
    return (sql, (base, commit))
