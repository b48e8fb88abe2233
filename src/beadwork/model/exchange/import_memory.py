"""The lines of an export that are no issues: memories, and headers.

A memory is `{"_type": "memory", "key": …, "value": …}`; ours has `updated_at`, too. A header is an
object with `_schema`, which names the format. An issue may say `"_type": "issue"`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.exchange.json_reader import BadRow, Fields, shown
from beadwork.model.times.timestamps import format_timestamp

KIND = "_type"
HEADER = "_schema"
MEMORY = "memory"
ISSUE = "issue"


class ImportMemory(NamedTuple):
    """A memory of a file. Without a time nobody knows whether it is newer than what is here."""

    key: str
    value: str
    updated_at: datetime | None = None
    unknown: tuple[str, ...] = ()
    """Fields that a memory does not have. They are left out."""


def is_header(row: dict[str, Any]) -> bool:
    """Tell whether a row describes the file."""
    return HEADER in row and "id" not in row


def is_memory(row: dict[str, Any]) -> bool:
    """Tell whether a row is a memory.

    Raises:
        BadRow: the row is neither a memory nor an issue.
    """
    kind = row.get(KIND)
    if kind not in (None, ISSUE, MEMORY) and "title" not in row:
        raise BadRow(f"{KIND} is {shown(kind)}, neither {ISSUE} nor {MEMORY}")
    return bool(kind == MEMORY)


def read(row: dict[str, Any]) -> ImportMemory:
    """Return a memory.

    Raises:
        BadRow: it has no key, or a field of the wrong type or over its limit.
    """
    fields = Fields({name: value for name, value in row.items() if name != KIND})
    key, value, moment = fields.required("key"), fields.text("value"), fields.time("updated_at")
    return ImportMemory(key, value or "", moment, tuple(fields.left))


def exported(key: str, value: str, updated_at: datetime) -> dict[str, Any]:
    """Return a memory as a row of an export."""
    return {KIND: MEMORY, "key": key, "value": value, "updated_at": format_timestamp(updated_at)}
