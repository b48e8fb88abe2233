"""Lists with some fields only (`--fields`): what a program asks for that pays for each word."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from beadwork.console.columns import table
from beadwork.console.console import Console, encode
from beadwork.errors import Usage
from beadwork.model.comma_lists import split
from beadwork.model.issues import field_table

BRIEF = ("id", "title", "status", "priority", "issue_type", "assignee")
COUNTS = ("dependency_count", "dependent_count", "comment_count")
NAMES = (*(field.name for field in field_table.FIELDS if field.column != "extra"), *COUNTS)


def names(text: str, known: Sequence[str] = NAMES) -> list[str]:
    """Return the fields that a flag names; `brief` stands for several.

    Raises:
        Usage: no field is named, or there is no such field.
    """
    found: list[str] = []
    for word in split([text]):
        found += BRIEF if word == "brief" else [word]
    for name in found:
        if name not in known:
            near = get_close_matches(name, known, 3, 0.6) or ["id", "title", "status", "brief"]
            raise Usage(f'an issue has no field "{name}"', hint=f"--fields {','.join(near)}")
    if not found:
        raise Usage("--fields names no field", hint="--fields id,title,status")
    return list(dict.fromkeys(found))


def show(
    console: Console, documents: Sequence[dict[str, Any]], wanted: Sequence[str], empty: str = ""
) -> None:
    """Print these fields of issues: as objects, or as a table for a person. An empty field is left
    out of an object.
    """
    records = [pick(document, wanted) for document in documents]
    console.result(records, lambda: _lines(records, wanted) or [empty])


def pick(document: dict[str, Any], wanted: Sequence[str]) -> dict[str, Any]:
    """Return the object with these fields, in this order."""
    return {name: document[name] for name in wanted if name in document}


def _lines(records: Sequence[dict[str, Any]], wanted: Sequence[str]) -> list[str]:
    return table([[_cell(record.get(name)) for name in wanted] for record in records])


def _cell(value: Any) -> str:
    if isinstance(value, list) and not any(isinstance(item, dict) for item in value):
        return ",".join(map(str, value))
    if isinstance(value, list | dict):
        return encode(value)
    return "" if value is None else " ".join(str(value).split())
