"""Patterns of LIKE out of what a person types, in which `%`, `_` and the backslash stand for
themselves.

None for what a text begins with: Dolt 1.88.1 looks such a pattern up in a key, and then takes its
escapes for letters.
"""

from __future__ import annotations

_ESCAPED = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


def ending(text: str) -> str:
    """Return the pattern of what ends with `text`."""
    return f"%{text.translate(_ESCAPED)}"


def containing(text: str) -> str:
    """Return the pattern of what has `text` anywhere."""
    return f"%{text.translate(_ESCAPED)}%"
