"""Read JSON columns. Any client may have written any JSON there. Reading always gives a value of
the promised type, and loses nothing.
"""

from __future__ import annotations

import json
from typing import Any

ODD = "value"
"""The key under which `mapping` returns a value that is no object."""


def texts(cell: str | None) -> tuple[str, ...]:
    r"""Return a list of texts. A member that is no text becomes its JSON. A value that is no list
    becomes a list of one.

    >>> texts('["a", "b"]'), texts('["a", 1, null]'), texts('"a"'), texts(None), texts("null")
    (('a', 'b'), ('a', '1', 'null'), ('a',), (), ())
    """
    # Where one side is NULL, Dolt's merge makes it JSON's own null.
    value = json.loads(cell) if cell else None
    if value is None:
        return ()
    return tuple(map(_text, value if isinstance(value, list) else [value]))


def mapping(cell: str | None) -> dict[str, Any] | None:
    """Return an object, None for NULL and `null`, and `{ODD: value}` for any other value.

    >>> mapping('{"a": 1}'), mapping("[1]"), mapping("null")
    ({'a': 1}, {'value': [1]}, None)
    """
    value = json.loads(cell) if cell else None
    return value if value is None or isinstance(value, dict) else {ODD: value}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
