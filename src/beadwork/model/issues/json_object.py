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


def same(one: Any, other: Any) -> bool:
    """Tell whether two values that Python holds for equal are the same in JSON; 1 and 1.0 are one
    number there.

    >>> same({"a": [1, True]}, {"a": [1.0, True]}), same({"a": 1}, {"a": True})
    (True, False)
    """
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            same(value, other[key]) for key, value in one.items()
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def as_cell(value: Any) -> str:
    """Return a value as a text that stands for it and for no other: what is not there can be told
    from `null`.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
