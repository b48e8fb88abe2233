"""The clauses of a filter by metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from beadwork.errors import Usage

HAS_VALUE = "(metadata IS NOT NULL AND JSON_CONTAINS(metadata, %s))"
HAS_TEXT_OR_VALUE = """
    (metadata IS NOT NULL AND (JSON_CONTAINS(metadata, %s) OR JSON_CONTAINS(metadata, %s)))
"""
HAS_KEY = "(metadata IS NOT NULL AND JSON_CONTAINS_PATH(metadata, 'one', %s))"


def of(entries: Sequence[str], keys: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield a clause for each entry KEY=TEXT or KEY:=JSON, and for each key.

    A text finds a number or a switch that is written so, too: `n=7` finds the 7 that `n:=7` set.

    Raises:
        Usage: an entry is no pair, or what should be JSON is none.
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
        yield HAS_KEY, (f"$.{json.dumps(key, ensure_ascii=False)}",)


def _object(key: str, value: Any) -> str:
    return json.dumps({key: value}, ensure_ascii=False)


def _parsed(entry: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise Usage(f"{entry}: what follows := is no JSON", hint="--metadata branch=main") from None


def _scalar(text: str) -> Any:
    """Return the number or the switch that a text writes in JSON, else the text."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, int | float) and json.dumps(value) == text else text
