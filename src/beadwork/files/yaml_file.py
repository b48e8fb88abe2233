"""The one loader of YAML files. Anybody may have written them. Only modules that need YAML import
this one.

These are refused, and the message has the line, and the key where a value is at fault:
- aliases: nine lines of them stand for more than a machine can hold;
- tags, which choose types;
- more than 64 KB or 5,000 values, or values nested more than 100 deep;
- a key that stands twice in one mapping;
- scalars that no value can be made of (`2026-99-99`, a number of 5,000 digits).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from beadwork.errors import BadFile
from beadwork.files import bounded

MOST_BYTES = 65_536
MOST_VALUES = 5_000
"""Keys count as values. The parser takes up to a second for so many."""
DEEPEST = 100
"""Levels to which values may be nested."""
LONGEST_NUMBER = 300
_OF_NUMBERS = frozenset("0123456789abcdefABCDEF_xo.+-")


class Value(NamedTuple):
    """One scalar as it is written, its line, and the keys that lead to it."""

    text: str
    line: int
    key: str


class _Level:
    """One mapping or sequence that is open. `key` is None where the next scalar is a key."""

    def __init__(self, *, is_mapping: bool) -> None:
        self.is_mapping = is_mapping
        self.key: str | None = None if is_mapping else ""


def load(path: str) -> Any:
    """Return the parsed file with its comments, for changing it; None where the file is empty.

    Raises:
        OSError: the file cannot be opened, or does not exist.
        BadFile: the file is no regular file, or holds no accepted YAML.
    """
    text = bounded.read_text(path, MOST_BYTES)
    try:
        return parse(text)
    except ValueError as error:
        raise BadFile(f"{path} cannot be read as YAML: {error}", hint="correct the file") from None


def parse(text: str) -> Any:
    """Return the value of a YAML text, with its comments.

    Raises:
        ValueError: the text is not accepted; the message says why, with the line.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        values = list(_values(text))
        try:
            return YAML().load(text)
        except (ValueError, OverflowError) as error:
            raise _fault(values, error) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise ValueError(f"{where}{error.problem or error.context}") from None
    except YAMLError as error:
        raise ValueError(str(error).splitlines()[0]) from None


def _values(text: str) -> Iterator[Value]:
    """Yield the scalars of a text. Refuse values that could become large, deep or of a chosen type
    before any value is built.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml import events as kinds

    levels: list[_Level] = []
    for number, event in enumerate(YAML().parse(text)):
        line = event.start_mark.line + 1
        if number > MOST_VALUES:
            raise ValueError(f"line {line}: more than {MOST_VALUES:,} keys and values")
        if isinstance(event, kinds.AliasEvent):
            raise ValueError(f"line {line}: the alias *{event.anchor} is not followed")
        if isinstance(event, kinds.CollectionEndEvent):
            levels.pop()
            _end_value(levels)
        elif isinstance(event, kinds.CollectionStartEvent | kinds.ScalarEvent):
            if event.tag:
                raise ValueError(f"line {line}: the tag {event.tag} is not taken")
            if isinstance(event, kinds.ScalarEvent):
                yield _scalar(levels, event.value, line)
                continue
            levels.append(_Level(is_mapping=isinstance(event, kinds.MappingStartEvent)))
            if len(levels) > DEEPEST:
                raise ValueError(f"line {line}: its values are nested more than {DEEPEST} deep")


def _scalar(levels: list[_Level], text: str, line: int) -> Value:
    is_key = bool(levels) and levels[-1].key is None
    if is_key:
        levels[-1].key = text
    value = Value(text, line, ".".join(level.key for level in levels if level.key))
    if not is_key:
        _end_value(levels)
    if len(text) > LONGEST_NUMBER and _OF_NUMBERS.issuperset(text):
        raise ValueError(f"line {line}: {value.key[:40]} cannot be a number of {len(text)} digits")
    return value


def _end_value(levels: list[_Level]) -> None:
    """Note that a value is complete: in a mapping a key comes next (after a key that is itself a
    mapping, its value).
    """
    if levels and levels[-1].is_mapping:
        levels[-1].key = "?" if levels[-1].key is None else None


def _fault(values: list[Value], error: Exception) -> ValueError:
    """Return the error that names the scalar of which no value can be made."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    for value in values:
        try:
            YAML().load(f"- {value.text}")
        except YAMLError:
            continue
        except (ValueError, OverflowError):
            return ValueError(
                f"line {value.line}: {value.key or 'it'} cannot be {value.text[:40]}: {error}"
            )
    return ValueError(str(error))
