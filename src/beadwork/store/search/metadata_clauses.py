"""The clauses of a filter by metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from beadwork.errors import Usage
from beadwork.model.exchange import json_reader

HAS_VALUE = "(metadata IS NOT NULL AND JSON_CONTAINS(metadata, %s))"
HAS_TEXT_OR_VALUE = """
    (metadata IS NOT NULL AND (JSON_CONTAINS(metadata, %s) OR JSON_CONTAINS(metadata, %s)))
"""
HAS_KEY = "(metadata IS NOT NULL AND JSON_CONTAINS(JSON_KEYS(metadata), %s))"
"""A path would take the key `*` for every key (Dolt 1.88.1)."""


def of(entries: Sequence[str], keys: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield a clause for each entry KEY=TEXT or KEY:=JSON, and for each key.

    A text finds a number or a switch that is written so, too: `n=7` finds the 7 that `n:=7` set.

    Raises:
        Usage: an entry is no pair, what should be JSON is none, or a key is empty.
    """
    for entry in entries:
        key, equals, text = entry.partition("=")
        if not equals or not key.removesuffix(":"):
            raise Usage(f'not KEY=TEXT: "{entry}"', hint="--metadata branch=main")
        if key.endswith(":"):
            yield HAS_VALUE, (_object(key[:-1], _parsed(entry, text)),)
        else:
            yield HAS_TEXT_OR_VALUE, (_object(key, text), _object(key, _scalar(text)))
    for key in keys:
        if not key:
            raise Usage("the key of metadata is empty", hint="--has-metadata branch")
        yield HAS_KEY, (json.dumps(key, ensure_ascii=False),)


def _object(key: str, value: Any) -> str:
    return json.dumps({key: value}, ensure_ascii=False)


def _parsed(entry: str, text: str) -> Any:
    try:
        return json_reader.parse(text)
    except json_reader.BadRow as error:
        raise Usage(f"{entry}: {error}", hint="--metadata branch=main") from None


def _scalar(text: str) -> Any:
    """Return the number or the switch that a text writes in JSON, else the text."""
    try:
        value = json_reader.parse(text)
    except json_reader.BadRow:
        return text
    return value if isinstance(value, int | float) and json.dumps(value) == text else text
