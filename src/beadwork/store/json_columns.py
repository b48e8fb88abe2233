"""What a JSON column holds. Any client may have written any JSON there: whatever it is, reading it
gives a value of the type that is promised, and loses nothing.
"""

from __future__ import annotations

import json
from typing import Any

ODD = "value"
"""The key under which an object has what should have been one."""


def texts(cell: str | None) -> tuple[str, ...]:
    r"""Return a list of texts; what is no text in it as JSON, and what is no list as a list of one.

    >>> texts('["a", "b"]'), texts('["a", 1, null]'), texts('"a"'), texts(None), texts("null")
    (('a', 'b'), ('a', '1', 'null'), ('a',), (), ())
    """
    # Where one side is NULL, Dolt's merge makes it JSON's own null.
    value = json.loads(cell) if cell else None
    if value is None:
        return ()
    return tuple(map(_text, value if isinstance(value, list) else [value]))


def mapping(cell: str | None) -> dict[str, Any] | None:
    """Return an object, None where there is none; any other value as `{ODD: value}`.

    >>> mapping('{"a": 1}'), mapping("[1]"), mapping("null")
    ({'a': 1}, {'value': [1]}, None)
    """
    value = json.loads(cell) if cell else None
    return value if value is None or isinstance(value, dict) else {ODD: value}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
