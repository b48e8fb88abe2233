"""JSON objects that are compared as JSON. In Python `True` equals 1, and a missing key reads like
one with `None`.
"""

from __future__ import annotations

import json
from typing import Any


class JsonObject(dict[str, Any]):
    """The value of a JSON column. It equals only an object that is the same in JSON, even where
    Python holds the values for equal.
    """

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return dict.__eq__(self, other) is True and same(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other


def same(left: Any, right: Any) -> bool:
    """Tell whether two values that are equal in Python are the same in JSON. There 1 and 1.0 are
    one number.

    >>> same({"a": [1, True]}, {"a": [1.0, True]}), same({"a": 1}, {"a": True})
    (True, False)
    """
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(
            same(value, right[key]) for key, value in left.items()
        )
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def as_cell(value: Any) -> str:
    """Return a value as JSON text with sorted keys, so that `null` differs from a missing cell."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
