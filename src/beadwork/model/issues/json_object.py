"""JSON objects that are compared as JSON: to Python `true` is 1, and a key with `null` is as good
as none.
"""

from __future__ import annotations

import json
from typing import Any


class JsonObject(dict[str, Any]):
    """What a column of JSON holds. It equals no object that says something else, whatever Python
    thinks of the values.
    """

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return dict.__eq__(self, other) is True and same(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other


def same(left: Any, right: Any) -> bool:
    """Tell whether two values that Python holds for equal are the same in JSON; 1 and 1.0 are one
    number there.

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
    """Return a value as a text that stands for it and for no other: what is not there can be told
    from `null`.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
