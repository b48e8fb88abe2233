"""The lines of a batch: which operations there are, which fields each takes, and of what kind those
are.

An operation is one JSON object a line. `{"op": "create", "ref": "a", "title": …}` gives the new
issue a name for the rest of the file: wherever an issue is named, `"$a"` is that one. Everything is
checked before anything is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.errors import Invalid, Usage
from beadwork.model.exchange import json_reader
from beadwork.model.exchange.json_reader import BadRow, shown
from beadwork.model.times import date_input


class Operation(NamedTuple):
    """One line: what to do, with values of the right kinds; issues may still be named by a ref."""

    line: int
    op: str
    fields: dict[str, Any]
    ref: str | None


def text(value: Any, now: datetime) -> str:
    """Return a text."""
    return _of_type(value, str, "a text")  # type: ignore[no-any-return]


def texts(value: Any, now: datetime) -> tuple[str, ...]:
    """Return several texts: a list, or one text with commas."""
    found = [word.strip() for word in value.split(",")] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise BadRow(f"{shown(value)} is no list of texts")
    return tuple(word for word in found if word)


def flag(value: Any, now: datetime) -> bool:
    """Return true or false."""
    return _of_type(value, bool, "true or false")  # type: ignore[no-any-return]


def minutes(value: Any, now: datetime) -> int:
    """Return a whole number of minutes."""
    if type(value) is not int or not 0 <= value < json_reader.INT:
        raise BadRow(f"{shown(value)} is no number of minutes")
    return value


def mapping(value: Any, now: datetime) -> dict[str, Any]:
    """Return an object."""
    return _of_type(value, dict, "an object")  # type: ignore[no-any-return]


def pairs(value: Any, now: datetime) -> tuple[tuple[str, Any], ...]:
    """Return the entries of an object."""
    return tuple(mapping(value, now).items())


def time(value: Any, now: datetime) -> datetime | str:
    """Return a time as a person or a program writes one; an empty text clears it."""
    return date_input.parse(text(value, now), now) if value else ""


def priority(value: Any, now: datetime) -> str:
    """Return a priority, to be checked where it is used."""
    return str(value) if type(value) in (int, str) else text(value, now)


def _of_type(value: Any, kind: type, article: str) -> Any:
    if type(value) is not kind:
        raise BadRow(f"{shown(value)} is not {article}")
    return value


Kind = Callable[[Any, datetime], Any]

_SHARED: dict[str, Kind] = {
    **dict.fromkeys(
        ("title", "description", "type", "assignee", "design", "acceptance_criteria", "notes"), text
    ),
    **dict.fromkeys(("external_ref", "spec_id", "parent", "status"), text),
    **dict.fromkeys(("due_at", "defer_until"), time),
    "priority": priority,
    "estimated_minutes": minutes,
    "metadata": mapping,
}
_IDS: dict[str, Kind] = {"ids": texts}
_EDGE: dict[str, Kind] = {"issue_id": text, "depends_on_id": text, "type": text}

OPERATIONS: dict[str, dict[str, Kind]] = {
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
    "create": ("title",), "update": ("ids",), "close": ("ids",), "reopen": ("ids",), "claim": ("id",),
    "dep_add": ("issue_id", "depends_on_id"), "dep_remove": ("issue_id", "depends_on_id"), "comment": ("id", "text"),
    "label_add": ("ids", "labels"), "label_remove": ("ids", "labels"),
}  # fmt: skip
OTHER_NAMES = {
    "issue_type": "type", "acceptance": "acceptance_criteria", "deps": "dependencies", "due": "due_at",
    "defer": "defer_until", "estimate": "estimated_minutes", "label": "labels", "depends_on": "depends_on_id",
    "issue": "issue_id",
}  # fmt: skip


def parse(content: str, name: str, now: datetime) -> list[Operation]:
    """Return the operations of a file; empty lines and lines that begin with `#` are none.

    Raises:
        Invalid: with the line, for the first that cannot be.
    """
    found: list[Operation] = []
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
        found.append(operation)
    return found


def _operation(line: int, row: Any, now: datetime) -> Operation:
    if not isinstance(row, dict):
        raise BadRow(f"{shown(row)} is no object")
    op = row.pop("op", None)
    if not isinstance(op, str) or op not in OPERATIONS:
        raise BadRow(f"op is {shown(op)}, not one of {', '.join(OPERATIONS)}")
    ref = row.pop("ref", None)
    if ref is not None and (op != "create" or not isinstance(ref, str) or not ref):
        raise BadRow("ref is a name for the issue that a create makes")
    found = _values(row, op, now)
    missing = [key for key in NEEDED[op] if not found.get(key)]
    if missing:
        raise BadRow(f"{op} without {' and '.join(missing).replace('ids', 'id')}")
    return Operation(line, op, found, ref)


def _values(row: Mapping[str, Any], op: str, now: datetime) -> dict[str, Any]:
    kinds = OPERATIONS[op]
    found: dict[str, Any] = {}
    for key, value in row.items():
        known = _known(key, kinds)
        if known is None:
            raise BadRow(f"{op} takes no {key}")
        if known in found:
            raise BadRow(f"{known} is given twice")
        if value is not None:
            try:
                found[known] = kinds[known](value, now)
            except BadRow as error:
                raise BadRow(f"{key}: {error}") from None
    return found


def _known(key: str, kinds: Mapping[str, Kind]) -> str | None:
    key = OTHER_NAMES.get(key, key)
    if key == "id" and key not in kinds:
        key = "ids" if "ids" in kinds else "issue_id"
    return key if key in kinds else None
