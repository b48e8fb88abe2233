"""Values of flags that take several, separated by commas or repeated.

A value in double quotes may hold commas and outer spaces, which imported labels have: `-l '"a,b"'`.
Two quotes within stand for one, as in CSV.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ENTRY = r'\s*(?:"((?:[^"]|"")*)"(?=\s*(?:,|$))|([^,]*))\s*(?:,|$)'


def split(values: Sequence[str] | None) -> list[str]:
    """Return the single values.

    >>> split(["a, b", "c"]), split(['a," b, c "']), split(['12" pipe, x'])
    (['a', 'b', 'c'], ['a', ' b, c '], ['12" pipe', 'x'])
    """
    return [entry for value in values or () for entry in _entries(value) if entry]


def _entries(value: str) -> list[str]:
    if '"' not in value:
        return [entry.strip() for entry in value.split(",")]
    return [
        bare.strip() if kept is None else kept.replace('""', '"')
        for kept, bare in (found.groups() for found in re.finditer(ENTRY, value))
    ]


def quoted(value: str) -> str:
    """Return a value as `split` takes it for one.

    >>> print(quoted("plain"), quoted("a,b"), quoted(' "x" '))
    plain "a,b" " ""x"" "
    """
    is_plain = "," not in value and '"' not in value and value == value.strip()
    return value if is_plain else '"{}"'.format(value.replace('"', '""'))
