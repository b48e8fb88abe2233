"""The lines of a batch: the operations, the fields that each takes, and how their values are read.

Each line is one operation, a JSON object. `{"op": "create", "ref": "a", "title": …}` gives the new
issue a ref for the rest of the file: `"$a"` may stand wherever an issue id may. All lines are
checked before the first is carried out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.errors import Invalid, Usage
from beadwork.model.exchange import json_reader
from beadwork.model.exchange.json_reader import BadRow, shown
from beadwork.model.issues import field_table
from beadwork.model.issues.issue import MOST_MINUTES
from beadwork.model.times import date_input


class Operation(NamedTuple):
    """One line with its values read. An issue may still be named by a ref."""

    line: int
    op: str
    fields: dict[str, Any]
    ref: str | None


def text(value: Any, now: datetime) -> str:
    """Return a text; BadRow for another type."""
    return _of_type(value, str, "a text")  # type: ignore[no-any-return]


def texts(value: Any, now: datetime) -> tuple[str, ...]:
    """Return the texts of a list, or the parts of one text with commas."""
    words = [word.strip() for word in value.split(",")] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise BadRow(f"{shown(value)} is not a list of texts")
    return tuple(word for word in words if word)


def flag(value: Any, now: datetime) -> bool:
    """Return a boolean; BadRow for another type."""
    return _of_type(value, bool, "true or false")  # type: ignore[no-any-return]


def minutes(value: Any, now: datetime) -> int:
    """Return a whole number of minutes."""
    if type(value) is not int or not 0 <= value <= MOST_MINUTES:
        raise BadRow(f"{shown(value)} is not a number of minutes")
    return value


def mapping(value: Any, now: datetime) -> dict[str, Any]:
    """Return a JSON object; BadRow for another type."""
    return _of_type(value, dict, "an object")  # type: ignore[no-any-return]


def pairs(value: Any, now: datetime) -> tuple[tuple[str, Any], ...]:
    """Return the (key, value) pairs of a JSON object."""
    return tuple(mapping(value, now).items())


def time(value: Any, now: datetime) -> datetime | str:
    """Return the time that a text names, "" for an empty text, which clears the field."""
    return date_input.parse(text(value, now), now) if value else ""


def due(value: Any, now: datetime) -> datetime | str:
    """Return what `time` returns, but the last second of a day that has no time."""
    return date_input.parse(text(value, now), now, end_of_day=True) if value else ""


def priority(value: Any, now: datetime) -> str:
    """Return a priority as a text; `update` and `create` check it."""
    return str(value) if type(value) in (int, str) else text(value, now)


def _of_type(value: Any, kind: type, article: str) -> Any:
    if type(value) is not kind:
        raise BadRow(f"{shown(value)} is not {article}")
    return value


Reader = Callable[[Any, datetime], Any]
"""Takes a JSON value and the present time. Raises BadRow for a value of another type."""

READERS: dict[field_table.Kind, Reader] = {
    "title": text,
    "text": text,
    "name": text,
    "reference": text,
    "word": text,
    "priority": priority,
    "time": time,
    "minutes": minutes,
    "object": mapping,
    "flag": flag,
}
"""How a settable field is read, by kind."""

_SHARED = {field.column: READERS[field.kind] for field in field_table.SETTABLE} | {"due_at": due}
_IDS: dict[str, Reader] = {"ids": texts}
_EDGE: dict[str, Reader] = {"issue_id": text, "depends_on_id": text, "type": text}

OPERATIONS: dict[str, dict[str, Reader]] = {
    "create": {**_SHARED, "id": text, "labels": texts, "dependencies": texts},
    "update": {
        **_IDS, **_SHARED, "append_notes": text, "claim": flag, "force": flag, "reason": text,
        "set_labels": texts, "add_labels": texts, "remove_labels": texts,
        "set_metadata": pairs, "unset_metadata": texts,
    },
    "close": {**_IDS, "reason": text, "force": flag},
    "reopen": {**_IDS, "reason": text},
    "claim": {"id": text},
    "dep_add": _EDGE,
    "dep_remove": _EDGE,
    "comment": {"id": text, "text": text},
    "label_add": {**_IDS, "labels": texts},
    "label_remove": {**_IDS, "labels": texts},
}  # fmt: skip
NEEDED = {
    "create": ("title",),
    "update": ("ids",),
    "close": ("ids",),
    "reopen": ("ids",),
    "claim": ("id",),
    "dep_add": ("issue_id", "depends_on_id"),
    "dep_remove": ("issue_id", "depends_on_id"),
    "comment": ("id", "text"),
    "label_add": ("ids", "labels"),
    "label_remove": ("ids", "labels"),
}
OTHER_NAMES = {
    "deps": "dependencies",
    "label": "labels",
    "depends_on": "depends_on_id",
    "issue": "issue_id",
    **{
        other: field.column
        for field in field_table.SETTABLE
        for other in (field.json, field.short)
        if other
    },
}


def parse(content: str, name: str, now: datetime) -> list[Operation]:
    """Return the operations of a file. Empty lines and lines that begin with `#` are skipped.

    Raises:
        Invalid: a line cannot be carried out; the message has the number of the first.
    """
    operations: list[Operation] = []
    refs: set[str] = set()
    for line, row in enumerate(content.split("\n"), 1):
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        try:
            operation = _operation(line, json_reader.parse(row.strip()), now)
            if operation.ref in refs:
                raise BadRow(f"the ref {operation.ref} is taken by a line above")
        except BadRow as error:
            raise Invalid(f"{name}:{line}: {error}", hint="bd batch --help") from None
        except Usage as error:
            raise Invalid(f"{name}:{line}: {error.message}", hint=error.hint) from None
        if operation.ref:
            refs.add(operation.ref)
        operations.append(operation)
    return operations


def _operation(line: int, row: Any, now: datetime) -> Operation:
    if not isinstance(row, dict):
        raise BadRow(f"{shown(row)} is not an object")
    op = row.pop("op", None)
    if not isinstance(op, str) or op not in OPERATIONS:
        raise BadRow(f"op is {shown(op)}, not one of {', '.join(OPERATIONS)}")
    ref = row.pop("ref", None)
    if ref is not None and (op != "create" or not isinstance(ref, str) or not ref):
        raise BadRow("ref is a name for the issue that a create makes")
    fields = _values(row, op, now)
    missing = [key for key in NEEDED[op] if not fields.get(key)]
    if missing:
        raise BadRow(f"{op} without {' and '.join(missing).replace('ids', 'id')}")
    return Operation(line, op, fields, ref)


def _values(row: Mapping[str, Any], op: str, now: datetime) -> dict[str, Any]:
    readers = OPERATIONS[op]
    values: dict[str, Any] = {}
    for key, value in row.items():
        field = _field(key, readers)
        if field is None:
            raise BadRow(f"{op} takes no {key}")
        if field in values:
            raise BadRow(f"{field} is given twice")
        if value is not None:
            try:
                values[field] = readers[field](value, now)
            except BadRow as error:
                raise BadRow(f"{key}: {error}") from None
    return values


def _field(key: str, readers: Mapping[str, Reader]) -> str | None:
    key = OTHER_NAMES.get(key, key)
    if key == "id" and key not in readers:
        key = "ids" if "ids" in readers else "issue_id"
    return key if key in readers else None
