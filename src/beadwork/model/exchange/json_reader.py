"""The fields of one JSON object from outside, taken out one by one and checked.

The fields that are left at the end are unknown ones.

`null`, `""`, `[]` and `{}` all mean that a field is not set. A value is refused by `BadRow` if it
has the wrong type, is over its limit, or would not come back from the database as it was. An import
takes a row whole or not at all.
"""

from __future__ import annotations

import json
from datetime import datetime
from math import isfinite
from typing import Any

from beadwork.errors import Invalid
from beadwork.model.issues import issue as values
from beadwork.model.issues.field_table import NAME_LENGTH, WORD_LENGTH
from beadwork.model.issues.issue import EXACT_INTEGERS
from beadwork.model.times.date_input import is_exact, parse_timestamp

FIRST_YEAR = 1000
"""Dolt 1.88.1 writes earlier years without leading zeros, which no parser accepts."""
ZERO_TIME = "0001-01-01T"
SHORTEST_FINE = len("2026-01-01T00:00:00.1234567Z")
INT = 2**31


class BadRow(ValueError):
    """A row cannot be imported. The message says which field and why."""


class NotJson(BadRow):
    """A text is no JSON."""


class Fields:
    """The fields of one object.

    `warnings` collects what is kept but unusual (kind and detail). `exact` collects the times finer
    than a microsecond. `dated` becomes true when a time that is set is taken.
    """

    def __init__(self, row: dict[str, Any], where: str = "") -> None:
        self.left = dict(row)
        self.where = where
        self.warnings: list[tuple[str, str]] = []
        self.exact: dict[str, str] = {}
        self.dated = False

    def take(self, key: str) -> Any:
        """Take a field out and return its value, None where it is not set."""
        value = self.left.pop(key, None)
        return None if value == "" or value == [] or value == {} else value

    def text(self, key: str) -> str | None:
        """Take a text of at most 1 MB in UTF-8."""
        value = self._of_type(key, str, "a text")
        try:
            return values.text(f"{self.where}{key}", value)
        except Invalid as error:
            raise BadRow(error.message) from None

    def name(self, key: str, limit: int = NAME_LENGTH) -> str | None:
        """Take a text of at most `limit` characters."""
        value = self._of_type(key, str, "a text")
        if value is not None and len(value) > limit:
            raise BadRow(
                f"{self.where}{key} has {len(value)} characters; at most {limit} are allowed"
            )
        return value  # type: ignore[no-any-return]

    def key(self, key: str, limit: int = NAME_LENGTH) -> str | None:
        """Take a text of at most `limit` characters without control characters: an id, a status."""
        value = self.name(key, limit)
        if value is not None and values.has_control(value):
            raise BadRow(f"{self.where}{key} is {shown(value)}, with a control character")
        return value

    def word(self, key: str, default: str) -> str:
        """Take a status, a type or the like. Where it is not set, return the default and warn."""
        word = self.key(key, WORD_LENGTH)
        if word is None:
            self.warnings.append(("assumed", f"{key} {default}"))
        return word or default

    def required(self, key: str) -> str:
        """Take a short text without control characters that must be set."""
        value = self.key(key)
        if value is None:
            raise BadRow(f"{self.where}{key} is missing")
        return value

    def number(self, key: str, low: int = -INT, high: int = INT - 1) -> int | None:
        """Take a whole number from `low` to `high`."""
        value = self.take(key)
        if value is None:
            return None
        if type(value) is not int or not low <= value <= high:
            raise BadRow(
                f"{self.where}{key} is {shown(value)}, not a whole number from {low} to {high}"
            )
        return value

    def flag(self, key: str) -> bool:
        """Take a boolean, false where it is not set."""
        return bool(self._of_type(key, bool, "true or false"))

    def object(self, key: str) -> dict[str, Any] | None:
        """Take a JSON object of at most 1 MB."""
        value = self._of_type(key, dict, "an object")
        try:
            return values.bounded(f"{self.where}{key}", value) if value else None
        except Invalid as error:
            raise BadRow(error.message) from None

    def words(self, key: str) -> list[str]:
        """Take a list of short texts without control characters."""
        found = self._of_type(key, list, "a list") or []
        for word in found:
            if not isinstance(word, str):
                raise BadRow(f"{self.where}{key} holds {shown(word)}, not a text")
            if len(word) > NAME_LENGTH:
                length = f"{len(word)} characters; at most {NAME_LENGTH} are allowed"
                raise BadRow(f"{self.where}{key} holds a text of {length}")
            if values.has_control(word):
                raise BadRow(f"{self.where}{key} holds {shown(word)}, with a control character")
        return found

    def objects(self, key: str) -> list[Fields]:
        """Take a list of JSON objects, each as a `Fields`."""
        found = self._of_type(key, list, "a list") or []
        for entry in found:
            if not isinstance(entry, dict):
                raise BadRow(f"{self.where}{key} holds {shown(entry)}, not an object")
        return [Fields(entry, f"{key}[{position}].") for position, entry in enumerate(found)]

    def time(self, key: str) -> datetime | None:
        """Take an RFC 3339 time as naive UTC in microseconds."""
        value = self._of_type(key, str, "a time")
        if value is None:
            return None
        if value.startswith(ZERO_TIME):  # how Go writes a time that was never set
            self.warnings.append(("zero time", f"{self.where}{key}"))
            return None
        try:
            moment = parse_timestamp(value)
            exact = len(value) < SHORTEST_FINE or is_exact(value)
        except ValueError:
            raise BadRow(f"{self.where}{key} is {shown(value)}, not an RFC 3339 time") from None
        if moment.year < FIRST_YEAR:
            raise BadRow(f"{self.where}{key} is {shown(value)}, before the year {FIRST_YEAR}")
        self.dated = True
        if not exact:
            self.exact[key] = value
            self.warnings.append(("finer", ""))
        if (
            value[-6:-5] in ("+", "-")
            and not value.endswith("00:00")
            and len(value) > len("2026-01-01")
        ):
            self.warnings.append(("offset", ""))
        return moment

    def _of_type(self, key: str, kind: type, article: str) -> Any:
        value = self.take(key)
        if value is not None and type(value) is not kind:
            raise BadRow(f"{self.where}{key} is {shown(value)}, not {article}")
        return value


def parse(line: str) -> Any:
    """Return the JSON value of a text.

    Raises:
        NotJson: the text is no JSON.
        BadRow: the text holds a value that could not be given back as it is.
    """
    try:
        value = _DECODER.decode(line)
    except RecursionError:
        raise BadRow("it is nested too deeply") from None
    except ValueError as error:
        raise error if isinstance(error, BadRow) else NotJson(_not_json(line, error)) from None
    if "\\u" in line:  # the escape of a NUL byte or of a lone surrogate
        _check(value, "")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen = set()
        for key, _ in pairs:
            if key in seen:
                raise BadRow(f"{key} is there twice")
            seen.add(key)
    return found


def _integer(digits: str) -> int:
    number = int(digits) if len(digits) < 20 else EXACT_INTEGERS + 1
    if not -EXACT_INTEGERS <= number <= EXACT_INTEGERS:
        raise BadRow(f"{_cut(digits)} is a number too large to be kept exactly")
    return number


def _real(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise BadRow(f"{_cut(digits)} is not a number that could be kept")
    return number


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_real, parse_constant=_real
)


def _not_json(line: str, error: ValueError) -> str:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "the mark of a merge conflict"
    reason = (
        f"{error.msg.removesuffix(' at')} at character {error.pos + 1}"
        if isinstance(error, json.JSONDecodeError)
        else str(error)
    )
    return f"not JSON: {reason}"


def _check(value: Any, where: str) -> None:
    """Raise BadRow for a text, at any depth, that the database would not give back as it is."""
    if isinstance(value, dict):
        for key, entry in value.items():
            _check(key, f"{where}.{key}")
            _check(entry, f"{where}.{key}")
    elif isinstance(value, list):
        for entry in value:
            _check(entry, where)
    elif isinstance(value, str):
        try:
            values.text(where.strip(".") or "key", value)
        except Invalid as error:
            raise BadRow(error.message) from None


def shown(value: Any) -> str:
    """Return a value as JSON, cut to fit a message."""
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
