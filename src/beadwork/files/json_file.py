"""The one loader of JSON files. Anybody may have written them.

A text that is no JSON in UTF-8 is refused. So are:
- more than a limit of bytes;
- values nested more than 100 deep;
- whole numbers of more than 4,300 digits;
- NaN and Infinity, which JSON does not have and other programs do not read;
- a key that stands twice in one object, as programs differ in which one counts;
- half of a surrogate pair, which cannot be written to a file.
"""

from __future__ import annotations

import json
from typing import Any

from beadwork.errors import BadFile
from beadwork.files import bounded
from beadwork.model.hints import command

DEEPEST = 100
"""Levels to which values may be nested."""


def read(path: str, limit: int = bounded.SMALL) -> Any:
    """Return the value that a regular file holds.

    Raises:
        FileNotFoundError: there is no such file.
        BadFile: the file cannot be read, is no regular file, or holds no accepted JSON; the message
            has the path, and the line where there is one.
    """
    try:
        return parse(bounded.read(path, limit))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadFile(
            f"{path} cannot be read: {error.strerror}", hint=command("ls", "-l", path)
        ) from None
    except ValueError as error:
        raise BadFile(f"{path} is damaged: {error}", hint=f"correct {path}") from None


def parse(raw: bytes) -> Any:
    """Return the value of a JSON text.

    Raises:
        ValueError: the text is not accepted; the message says why, with line and column.
    """
    try:
        found = _DECODER.decode(raw.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError(f"its values are nested more than {DEEPEST} deep") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"line {_line(raw, error.start)}: it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    if raw.count(b"{") + raw.count(b"[") > DEEPEST and _depth(found) > DEEPEST:
        raise ValueError(f"its values are nested more than {DEEPEST} deep")
    if b"\\u" in raw:
        _refuse_half_characters(found)
    return found


def place(path: str, *keys: str) -> str:
    """Return the place of a key for a message: `PATH, line 3`, or the path alone where the key is
    not found.

    `keys` are the keys that lead to it from the outermost object.
    """
    try:
        line = line_of(bounded.read(path).decode("utf-8-sig"), keys)
    except (OSError, BadFile, ValueError):
        line = 0
    return f"{path}, line {line}" if line else path


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """Return the number of the line with a key in a JSON text; 0 where there is no such key.

    >>> line_of('{"a": {"b": 1},\\n "b": 2}', ("b",)), line_of('{"a": {"b": 1}}', ("a", "b"))
    (2, 1)
    """
    import re

    way: list[str] = []
    last, line, at = "", 1, 1
    for found in re.findall(r'"(?:[^"\\]|\\.)*"|[{}\[\]:\n]', text):
        if found == "\n":
            line += 1
        elif found in "{[":
            way.append("")
        elif found in "}]":
            way = way[:-1]
        elif found == ":" and way:
            way[-1] = json.loads(last)
            if tuple(way) == keys:
                return at
        else:
            last, at = found, line
    return 0


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f'the key "{twice}" stands there twice')
    return found


def _integer(digits: str) -> int:
    if len(digits) > 4300:
        raise ValueError(f"the number {digits[:20]}… has {len(digits):,} digits")
    return int(digits)


def _real(digits: str) -> float:
    number = float(digits)
    if number - number != 0:  # NaN, Infinity, 1e999
        raise ValueError(f"{digits[:20]} is not a number that JSON has")
    return number


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_real, parse_constant=_real
)


def _line(raw: bytes, offset: int) -> int:
    return raw.count(b"\n", 0, offset) + 1


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth


def _refuse_half_characters(found: Any) -> None:
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("it has half of a surrogate pair, which is not a character") from None
