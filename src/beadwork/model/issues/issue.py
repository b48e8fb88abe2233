"""An issue as a value: its fields, what a change does to them, and the checks of what is set.

Pure: the time of a change is an argument. A time is a naive `datetime` in UTC with microseconds. An
empty field is `None` (or an empty tuple), never an empty string: unset has one spelling in the
database and in a merge.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from math import isfinite
from operator import itemgetter
from typing import Any, NamedTuple

from beadwork.errors import Invalid, Usage
from beadwork.model.issues.field_table import (
    FIELDS,
    NAME_LENGTH,
    OURS,
    TEXT_BYTES,
    TITLE_LENGTH,
    Field,
    Kind,
    of_kind,
)
from beadwork.model.times.timestamps import format_timestamp

DEFAULT_PRIORITY = 2
PRIORITIES = range(5)
MOST_MINUTES = 2**31 - 1
EXACT_INTEGERS = 2**53
"""Dolt keeps the numbers of a JSON column as 64-bit floats. A greater integer would be returned as
another one.
"""


class Issue(NamedTuple):
    """One row of `issues`, in the order in which the store reads and writes the columns.

    The fields are described in field_table.py. Here they have their Python types.
    """

    id: str
    type: str
    title: str
    description: str | None
    status: str
    priority: int
    owner: str | None
    assignee: str | None
    labels: tuple[str, ...]
    parent: str | None
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    design: str | None = None
    acceptance_criteria: str | None = None
    notes: str | None = None
    created_by: str | None = None
    started_at: datetime | None = None
    close_reason: str | None = None
    due_at: datetime | None = None
    defer_until: datetime | None = None
    estimated_minutes: int | None = None
    waiters: tuple[str, ...] = ()
    external_ref: str | None = None
    spec_id: str | None = None
    source_system: str | None = None
    metadata: dict[str, Any] | None = None
    pinned: bool = False
    compaction_level: int = 0
    extra: dict[str, Any] | None = None
    """The fields of an imported row that have no column, word for word. An export returns them."""

    def to_dict(self) -> dict[str, Any]:
        """Return the issue as a JSON object: the record that every command prints, with the names
        and in the order of the field table.

        Empty fields are left out, except the required ones. A time is RFC 3339 text in UTC. The
        keys of `extra` follow the fields. `Detail.to_dict` adds what belongs to an issue.
        """
        found = {
            name: value
            for name, value in zip(_NAMES, _values(self), strict=True)
            if value or name in _REQUIRED
        }
        for name in _TIMES:
            if name in found:
                found[name] = format_timestamp(found[name])
        for name in _SEVERAL:
            if name in found:
                found[name] = list(found[name])
        for name, position in _MINUTES:
            if self[position] == 0:
                found[name] = 0
        if self.extra:
            found.update({key: value for key, value in self.extra.items() if key not in OURS})
        return found

    def to_json(self) -> str:
        """Return `to_dict` as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def close(self, reason: str | None, now: datetime) -> Issue:
        """Return the issue closed. If it is closed already, its time and reason stay."""
        if self.status == "closed":
            return self
        return self._replace(
            status="closed", closed_at=now, close_reason=text("reason", reason), updated_at=now
        )

    def reopen(self, now: datetime) -> Issue:
        """Return the issue open, without its closing time, close reason and deferral."""
        return self._replace(
            status="open", closed_at=None, close_reason=None, defer_until=None, updated_at=now
        )

    def claim(self, worker: str, now: datetime) -> Issue:
        """Return the issue in progress, assigned to `worker` and no longer deferred."""
        started = self.started_at or now
        return self._replace(
            status="in_progress",
            assignee=worker,
            started_at=started,
            defer_until=None,
            updated_at=now,
        )


_SHOWN = tuple(field for field in FIELDS if field.column != "extra")
_NAMES = tuple(field.name for field in _SHOWN)
_values = itemgetter(*(Issue._fields.index(field.column) for field in _SHOWN))
_REQUIRED = frozenset(field.name for field in _SHOWN if field.required)
_SEVERAL = tuple(field.name for field in of_kind("names"))
_TIMES = tuple(field.name for field in of_kind("time"))
_MINUTES = tuple((field.name, Issue._fields.index(field.column)) for field in of_kind("minutes"))
"""Fields of which 0 is a value, and does not mean empty."""


def later(old: datetime, moment: datetime | None) -> datetime:
    """Return the time of an edit: `moment`, but at least a microsecond after `old`.

    `old` is the time of the edited row. It may be ahead of `moment` because of an import or another
    clock. An edit must be later than what it changed.

    >>> noon = datetime(2026, 1, 1, 12)
    >>> later(noon, datetime(2026, 1, 1, 13)), later(noon, noon)
    (datetime.datetime(2026, 1, 1, 13, 0), datetime.datetime(2026, 1, 1, 12, 0, 0, 1))
    """
    floor = old + timedelta(microseconds=1)
    return floor if moment is None else max(floor, moment)


def title(value: str) -> str:
    """Return `value` as a title of 1 to 500 characters on one line.

    Raises:
        Invalid: the title is empty, too long, or holds a NUL byte or a line break.
    """
    value = value.strip()
    if not value:
        raise Invalid("the title is empty", hint='bd create "what is to be done"')
    if len(value) > TITLE_LENGTH:
        raise Invalid(
            f"the title has {len(value)} characters; at most {TITLE_LENGTH} are allowed",
            hint="shorten it, and put the rest into --description",
        )
    if "\n" in value or "\r" in value:
        raise Invalid("the title has a line break", hint="put the rest into --description")
    return _without_nul("title", value)


def text(field: str, value: str | None) -> str | None:
    """Return a long text as it is, or None where it is empty.

    Raises:
        Invalid: the text is longer than 1 MB in UTF-8, or holds a NUL byte.
    """
    if not value:
        return None
    if len(value) * 4 > TEXT_BYTES:
        size = len(value.encode("utf-8", "surrogatepass"))
        if size > TEXT_BYTES:
            raise Invalid(
                f"the {field.replace('_', ' ')} has {size} bytes; at most {TEXT_BYTES} are allowed",
                hint="keep the long text in a file and name the file here",
            )
    return _without_nul(field, value)


def name(field: str, value: str | None) -> str | None:
    """Return a short text (assignee, external reference …) without white space around it, None
    where it is empty.

    Raises:
        Invalid: the text is longer than 255 characters, or holds a control character.
    """
    value = (value or "").strip()
    if not value:
        return None
    if len(value) > NAME_LENGTH:
        raise Invalid(
            f"the {field.replace('_', ' ')} has {len(value)} characters; "
            f"at most {NAME_LENGTH} are allowed"
        )
    if has_control(value):
        raise Invalid(f"the {field.replace('_', ' ')} holds a control character")
    return encodable(field, value)


def has_control(value: str) -> bool:
    """Tell whether a text holds a control character of C0 or C1, or DEL."""
    return not value.isprintable() and any(
        ord(character) < 32 or 127 <= ord(character) < 160 for character in value
    )


def labels(values: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return labels sorted and without duplicates, so that two clones with the same labels have the
    same value.

    Raises:
        Invalid: a label is longer than 255 characters, or holds a control character or a comma.
    """
    named = {label for value in values if (label := name("label", value))}
    for label in sorted(named):
        if "," in label:
            raise Invalid(f'the label "{label}" holds a comma, which separates labels')
    return tuple(sorted(named))


def labels_there(values: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return labels that issues may have, sorted. An import keeps commas and outer spaces, so these
    can be named where a label is looked for or removed.

    Raises:
        Invalid: a label is longer than 255 characters, or holds a control character.
    """
    return tuple(sorted({label for label in values if name("label", label)}))


def label_of(label: str, labels: Collection[str]) -> str:
    """Return a label as an issue with these labels has it: without outer spaces, unless it has them
    there, too.
    """
    return label if label in labels else label.strip()


def priority(value: str | int) -> int:
    """Return a priority 0 (most urgent) to 4 from `2`, `"2"` or `"P2"`.

    Raises:
        Usage: the value is none of these.
    """
    word = str(value).strip().upper().removeprefix("P")
    if len(word) == 1 and word.isascii() and word.isdigit() and int(word) in PRIORITIES:
        return int(word)
    raise Usage(f'not a priority: "{value}"', hint="0 (most urgent) to 4, or P0 to P4")


def minutes(value: int | str | None) -> int | None:
    """Return an estimate in minutes, None for an empty text.

    Raises:
        Usage: the value is no number, is negative, or is greater than the column can hold.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, int) or not 0 <= value <= MOST_MINUTES:
        raise Usage(f"an estimate cannot be {value} minutes", hint="--estimate 90")
    return value


def metadata(value: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a JSON object as it is, None where it is empty.

    Raises:
        Invalid: the object has more than 1 MB, or a value that the database would not return as it
            is.
    """
    if not value:
        return None
    try:
        _check_json("metadata", value)
    except RecursionError:
        raise Invalid("the metadata is nested too deeply") from None
    return bounded("metadata", value)


def bounded(field: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return a JSON object as it is.

    Raises:
        Invalid: the object is longer than 1 MB in UTF-8, or nested too deeply.
    """
    try:
        text(field, json.dumps(value, ensure_ascii=False))
    except RecursionError:
        raise Invalid(f"the {field} is nested too deeply") from None
    return value


CHECKS: dict[Kind, Callable[[str, Any], Any]] = {
    "title": lambda _, value: title(value),
    "text": text,
    "name": name,
    "reference": lambda _, value: value or None,
    "priority": lambda _, value: priority(value),
    "time": lambda _, value: value or None,
    "minutes": lambda _, value: minutes(value),
    "object": lambda _, value: metadata(value),
}
"""The check of each kind of field. It takes the field's name in messages and a value."""


def checked(field: Field, value: Any) -> Any:
    """Return the value of a settable field as the column has it, None where it is unset.

    A status, a type and a parent are returned unchecked, since only the tracker knows which exist.

    Raises:
        Invalid, Usage: the field cannot have this value.
    """
    check = CHECKS.get(field.kind)
    return check(field.spoken, value) if check else value


def _check_json(where: str, value: Any) -> None:
    """Raise Invalid for a value that JSON, or Dolt's JSON, cannot hold."""
    match value:
        case dict():
            for key, entry in value.items():
                if not isinstance(key, str):
                    raise Invalid(f"the {where} has a key that is not a text: {key!r}")
                _without_nul(f"{where} key", key)
                _check_json(f"{where}.{key}", entry)
        case list() | tuple():
            for entry in value:
                _check_json(where, entry)
        case str():
            _without_nul(where, value)
        case None | bool():
            pass
        case int():
            if not -EXACT_INTEGERS <= value <= EXACT_INTEGERS:
                raise Invalid(
                    f"the {where} holds {str(value)[:40]}, a number too large to be kept exactly"
                )
        case float():
            if not isfinite(value):
                raise Invalid(f"the {where} holds {value}, a number that cannot be kept")
        case _:
            raise Invalid(f"the {where} holds a {type(value).__name__}, which JSON does not have")


def _without_nul(field: str, value: str) -> str:
    if "\x00" in value:
        raise Invalid(
            f"the {field.replace('_', ' ')} holds a NUL byte", hint="pass text, not a binary file"
        )
    return encodable(field, value)


def encodable(field: str, value: str) -> str:
    """Return `value` if it can be encoded in UTF-8.

    Raises:
        Invalid: `value` has lone surrogates, as an argument that was no UTF-8 has.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Invalid(f"the {field.replace('_', ' ')} is not valid UTF-8") from None
    return value
