"""The tables of a tracker from before Dolt, or of another program's Dolt database, as the rows of
an export. Pure.

Columns are taken by name. A column that beadwork does not know stays a field of the row, and so
reaches `extra`. A column that holds its default (`''`, 0, `{}`, `[]`) is left out, as older exports
leave it out.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

from beadwork.model.exchange import json_reader
from beadwork.model.exchange.json_reader import BadRow
from beadwork.model.issues import field_table

Record = dict[str, Any]
Tables = dict[str, list[Record]]

WANTED = ("issues", "dependencies", "labels", "comments", "config")
"""The tables whose rows are imported."""
COMPUTED = ("content_hash",)
"""Columns that are computed from the others."""
NUMBERS = tuple(field.column for field in field_table.of_kind("priority", "minutes"))
"""Columns in which 0 is a value, not a default."""
LISTS = ("dependencies", "comments")
FLAGS = ("pinned", "ephemeral", "is_template", "no_history", "crystallizes")
OBJECTS = tuple(field.column for field in field_table.of_kind("object", "names"))
TIMES = tuple(field.column for field in field_table.of_kind("time"))
"""Columns that hold times, beside each column whose name ends with `_at`."""

MEMORY = "kv.memory."
"""How the keys of memories begin in an older `config`."""
PREFIX = "issue_prefix"

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?\b"
)


class Older(NamedTuple):
    """The contents of an older tracker: what is imported, and the counts of what is and is not."""

    rows: list[Record]
    settings: dict[str, str]
    memories: dict[str, str]
    counts: dict[str, int]
    """How many issues, dependencies, labels and comments are imported."""
    left: dict[str, int]
    """How much is not imported, by a description. It stays in the old file only."""


def read(tables: Tables, others: dict[str, int]) -> Older:
    """Return what the tables hold. `others` has the number of rows of each table that is not read.

    >>> issue = {"id": "a-1", "title": "T", "priority": 0, "notes": ""}
    >>> read({"issues": [issue]}, {"events": 4}).rows
    [{'id': 'a-1', 'title': 'T', 'priority': 0}]
    """
    rows = {str(record.get("id")): _issue(record) for record in tables.get("issues", [])}
    left = {f"rows of the table {name}": count for name, count in sorted(others.items()) if count}
    counts = {"issues": len(rows)}
    if len(rows) < len(tables.get("issues", [])):
        left["issues before another of their id"] = len(tables["issues"]) - len(rows)
    for table, take in (("dependencies", _edge), ("labels", _label), ("comments", _comment)):
        records = tables.get(table, [])
        known = [record for record in records if str(record.get("issue_id")) in rows]
        if len(known) < len(records):
            left[f"{table} of issues that are not there"] = len(records) - len(known)
        for record in known:
            rows[str(record.get("issue_id"))].setdefault(table, []).append(take(record))
    for kind in ("dependencies", "labels", "comments"):
        counts[kind] = sum(len(row.get(kind, ())) for row in rows.values())
    config = {
        str(record["key"]): str(record.get("value") or "")
        for record in tables.get("config", [])
        if record.get("key")
    }
    memories = {
        key.removeprefix(MEMORY): text for key, text in config.items() if key.startswith(MEMORY)
    }
    settings = {key: text for key, text in config.items() if not key.startswith(MEMORY) and text}
    long = [key for key in settings if len(key) > field_table.NAME_LENGTH]
    if long:
        left["settings with too long a name"] = len(long)
        settings = {key: text for key, text in settings.items() if key not in long}
    return Older(list(rows.values()), settings, memories, counts, left)


def content(rows: list[Record]) -> bytes:
    """Return rows as JSON lines, so that they are read and checked like the rows of a file."""
    return "".join(json.dumps(row, default=str) + "\n" for row in rows).encode()


def _issue(record: Record) -> Record:
    row: Record = {}
    for column, value in record.items():
        name = "issue_type" if column == "type" and "issue_type" not in record else column
        if column in OBJECTS:
            value = _object(column, value)
            if column == "labels" and value and not isinstance(value, list):
                value = [value]
        elif column in FLAGS:
            value = bool(value)
        elif column.endswith("_at") or column in TIMES:
            value = time(value)
        elif column in LISTS and not isinstance(value, list):
            value = [value] if value else None  # the reader of rows refuses it by name
        elif isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if column not in COMPUTED and (value or (column in NUMBERS and value is not None)):
            row[name] = value
    return row


def _object(column: str, value: Any) -> Any:
    """Return the JSON object or list that a column holds as text."""
    if not isinstance(value, str) or not value:
        return value
    try:
        found = json_reader.parse(value)
    except BadRow:
        return [part.strip() for part in value.split(",")] if column != "metadata" else value
    return found


def _edge(record: Record) -> Record:
    return _plain(record, "metadata")


def _label(record: Record) -> str:
    return str(record.get("label") or "")


def _comment(record: Record) -> Record:
    told = _plain(record)
    told.pop("issue_id", None)
    return told


def _plain(record: Record, *objects: str) -> Record:
    found = {}
    for column, value in record.items():
        if column in objects:
            value = _object(column, value)
        elif column.endswith("_at"):
            value = time(value)
        if value:
            found[column] = value
    return found


def time(value: Any) -> Any:
    """Return a time of an older database in RFC 3339. A time without a zone is UTC. A value that is
    no time is returned as it is.

    >>> time("2025-11-02 21:58:07.295058 -0800 PST m=+0.1")
    '2025-11-02T21:58:07.295058-08:00'
    >>> time("2025-11-02 21:58:07"), time(1700000000)
    ('2025-11-02T21:58:07Z', '2023-11-14T22:13:20Z')
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value:
        try:
            return datetime.fromtimestamp(value, UTC).isoformat().replace("+00:00", "Z")
        except (ValueError, OverflowError, OSError):  # no date that there is
            return value
    found = _TIME.match(value) if isinstance(value, str) else None
    if found is None:
        return value
    zone = found[3] or "Z"
    zone = (
        "Z" if zone == "UTC" else zone if ":" in zone or zone == "Z" else f"{zone[:3]}:{zone[3:]}"
    )
    clock = found[2] if found[2].count(":") == 2 else f"{found[2]}:00"
    return f"{found[1]}T{clock}{zone}"
