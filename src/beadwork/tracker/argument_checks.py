"""Checks of what a program passes, made before anything is connected, or at the call in a batch.

Python does not check types, and a wrong one would be written: a text where labels are wanted would
become its letters, a time with an offset would lose the offset, and an iterator would be empty
after the first look. So a value of a wrong type is a `TypeError` that names the argument. A value
that the command line refuses is refused with the same words.

What an argument may be comes from the field table (for `create` and `update`) and from the
annotations of `Filter`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

from beadwork.errors import Usage
from beadwork.model.issues.field_table import BY_COLUMN, SETTABLE, Field
from beadwork.model.issues.issue import Issue, encodable, priority

if TYPE_CHECKING:
    from beadwork.store.search.filters import Filter

T = TypeVar("T")


def named(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids, or parts of ids, that were named.

    Raises:
        TypeError: one is no text.
        Usage: there is none. A caller whose list came out empty meant neither nothing nor
            everything.
        Invalid: one is not UTF-8.
    """
    found = texts("ids", ids)
    if not found:
        raise Usage("no issue is named")
    return tuple(encodable("id", part) for part in found)


def text(name: str, value: object) -> str:
    """Return a text.

    Raises:
        TypeError, Invalid: it is none, or is not UTF-8.
    """
    return encodable(name, any_text(name, value))


def text_or_none(name: str, value: object) -> str | None:
    """Return a text or None; raises as `text`."""
    return None if value is None else text(name, value)


def texts(name: str, values: object) -> tuple[str, ...]:
    """Return texts as a tuple: an iterator is used up here, and nowhere else. Whether they are
    UTF-8 is for whoever knows what they are called.

    Raises:
        TypeError: the value is a text itself, or no iterable of texts.
    """
    return _several(name, "texts", values, any_text)


def flag(name: str, value: object) -> bool:
    """Return a truth value.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(value, bool):
        raise _wrong(name, "True or False", value)
    return value


def number(name: str, value: object) -> int:
    """Return a whole number.

    Raises:
        TypeError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(name, "a whole number", value)
    return value


def seconds_or_none(name: str, value: object) -> float | None:
    """Return a number of seconds, or None.

    Raises:
        TypeError: it is no number.
        Usage: it is negative, or not a number (NaN).
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(name, "a number of seconds", value)
    if not value >= 0:
        raise Usage(f"{name} cannot be {value}", hint="None waits for ever")
    return float(value)


def number_or_none(name: str, value: object) -> int | None:
    """Return a whole number that is not negative, or None; raises as `number`.

    Raises:
        Usage: it is negative.
    """
    found = None if value is None else number(name, value)
    if found is not None and found < 0:
        raise Usage(f"{name} cannot be {found}", hint="None stands for all")
    return found


def issues_of(name: str, values: object) -> tuple[Issue, ...]:
    """Return issues as a tuple.

    Raises:
        TypeError: the value is no iterable of issues.
    """
    return _several(name, "issues", values, issue)


def issue(name: str, value: object) -> Issue:
    """Return an issue.

    Raises:
        TypeError: the value is none.
    """
    if not isinstance(value, Issue):
        raise _wrong(name, "an Issue", value)
    return value


def content(name: str, value: object) -> tuple[bytes, str]:
    """Return the content of a file, given as bytes or by its path, and what it is called.

    Raises:
        TypeError: it is neither.
        BadFile, OSError: the file cannot be read.
    """
    if isinstance(value, bytes):
        return value, "the import"
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if not isinstance(value, str):
        raise _wrong(name, "bytes or a path", value)
    from beadwork.files import bounded

    return bounded.read_named(value, bounded.IMPORT), os.path.basename(value)


def writable(name: str, value: object) -> IO[bytes]:
    """Return an open file of bytes that can be written anew.

    Raises:
        TypeError: it is none.
    """
    if not (hasattr(value, "write") and hasattr(value, "truncate")) or hasattr(value, "encoding"):
        raise _wrong(name, "an open file of bytes", value)
    return cast("IO[bytes]", value)


def mappings(name: str, values: object) -> tuple[Mapping[str, Any], ...]:
    """Return mappings as a tuple.

    Raises:
        TypeError: the value is no iterable of mappings.
    """
    return _several(name, "mappings", values, _mapping)


def _mapping(name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(name, "a mapping", value)
    return value


def moment(name: str, value: object) -> datetime:
    """Return a time as the tables have it: UTC without an offset. A time without one is UTC.

    Raises:
        TypeError: it is no `datetime`.
        Usage: it has no equal in UTC.
    """
    if not isinstance(value, datetime):
        raise _wrong(name, "a datetime", value)
    if value.tzinfo is None:
        return value
    try:
        return value.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        raise Usage(f"{name} is out of range: {value}") from None


def choice(name: str, value: object, allowed: Collection[str]) -> str:
    """Return a word of a list.

    Raises:
        TypeError, Usage: it is none of them.
    """
    word = text(name, value)
    if word not in allowed:
        raise Usage(f'{name} cannot be "{word}"', hint=f"one of: {', '.join(allowed)}")
    return word


def pairs(name: str, value: object) -> tuple[tuple[str, Any], ...]:
    """Return keys with values, from a mapping or from pairs.

    Raises:
        TypeError: it is neither.
    """
    entries = value.items() if isinstance(value, Mapping) else value
    if isinstance(entries, (str, bytes)) or not isinstance(entries, Iterable):
        raise _wrong(name, "a mapping", value)
    found = []
    for entry in entries:
        if not (isinstance(entry, tuple) and len(entry) == 2):
            raise _wrong(name, "a mapping", value)
        found.append((text(name, entry[0]), entry[1]))
    return tuple(found)


def fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of settable fields, by column, as the field table has their kinds. A name
    that is no field is left for whoever knows all names.

    Raises:
        TypeError: a value is of another type than its field.
    """
    settable = {field.column for field in SETTABLE}
    return {
        name: _field(BY_COLUMN[name], value) if name in settable and value is not None else value
        for name, value in values.items()
    }


def filtered(wanted: object) -> Filter:
    """Return the filter, or the default one, with its texts as tuples and its times in UTC.

    Raises:
        TypeError: it is no filter, or a value in it is of another type than its field.
        Invalid: a text in it is not UTF-8.
    """
    from beadwork.store.search.filters import Filter

    if wanted is None:
        return Filter()
    if not isinstance(wanted, Filter):
        raise _wrong("wanted", "a Filter", wanted)
    kinds, usual = Filter.__annotations__, Filter._field_defaults
    given: dict[str, Any] = {
        field: _of_annotation(kinds[field], f"filter by {field}", value)
        for field, value in zip(Filter._fields, wanted, strict=True)
        if value != usual[field] or type(value) is not type(usual[field])
    }
    if given:
        _refuse_values(given)
    return wanted._replace(**given)


def _refuse_values(given: Mapping[str, Any]) -> None:
    """Raise Usage for what `bd list` refuses, too."""
    from beadwork.store.search.filters import ORDERS

    if given.get("sort"):
        choice("sort", given["sort"], ORDERS)
    ends = (given.get("priority_min"), given.get("priority_max"))
    for value in (*given.get("priorities", ()), *ends):
        if value is not None:
            priority(value)
    if (given.get("limit") or 0) < 0:
        raise Usage(f"limit cannot be {given['limit']}", hint="None stands for all")


def any_text(name: str, value: object) -> str:
    """Return a text; whether it is UTF-8 is for whoever knows what it is called.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(value, str):
        raise _wrong(name, "a text", value)
    return value


def _encodable_texts(name: str, values: object) -> tuple[str, ...]:
    return _several(name, "texts", values, text)


def _numbers(name: str, values: object) -> tuple[int, ...]:
    return _several(name, "numbers", values, number)


def _several(
    name: str, wanted: str, values: object, check: Callable[[str, object], T]
) -> tuple[T, ...]:
    """Return values as a tuple, each of them checked. A text and a mapping are one value."""
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise _wrong(name, f"several {wanted}, such as a list", values)
    return tuple(check(name, value) for value in values)


def _of_annotation(annotation: object, name: str, value: object) -> object:
    """Return a value checked by an annotation, written as text or as the type that it makes."""
    kind = getattr(annotation, "__forward_arg__", annotation)
    kind, _, optional = str(kind).partition(" | ")
    if optional and value is None:
        return None
    return _BY_ANNOTATION[kind](name, value)


_BY_ANNOTATION: dict[str, Callable[[str, object], object]] = {
    "tuple[str, ...]": _encodable_texts,
    "tuple[int, ...]": _numbers,
    "str": text,
    "int": number,
    "bool": flag,
    "datetime": moment,
}


def _field(field: Field, value: object) -> object:
    """Return a field's value; an empty text clears any field that can be unset."""
    name, kind = field.column, field.kind
    if kind == "priority":
        return value if isinstance(value, str) else number(name, value)
    if value == "" and field.clearable:
        return value
    if kind == "time":
        return moment(name, value)
    if kind == "minutes":
        return number(name, value)
    if kind == "object":
        if not isinstance(value, Mapping):
            raise _wrong(name, "a mapping", value)
        return dict(value)
    return any_text(name, value)


def _wrong(name: str, wanted: str, value: object) -> TypeError:
    return TypeError(f"{name} must be {wanted}, not {type(value).__name__}: {value!r:.80}")
