"""LIKE patterns for a text that a person typed, in which `%`, `_` and the backslash are escaped.

There is no pattern for the beginning of a text: Dolt 1.88.1 looks such a pattern up in a key, and
then takes the escapes for letters.
"""

from __future__ import annotations

_ESCAPED = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


def ending(text: str) -> str:
    """Return the pattern that matches what ends with `text`."""
    return f"%{text.translate(_ESCAPED)}"


def containing(text: str) -> str:
    """Return the pattern that matches what contains `text`."""
    return f"%{text.translate(_ESCAPED)}%"
