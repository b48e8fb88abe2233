"""Patterns of LIKE out of what a person types, in which `%`, `_` and the backslash stand for themselves."""

from __future__ import annotations

_ESCAPED = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


def beginning(text: str) -> str:
    """Return the pattern of what begins with `text`."""
    return f"{text.translate(_ESCAPED)}%"


def ending(text: str) -> str:
    """Return the pattern of what ends with `text`."""
    return f"%{text.translate(_ESCAPED)}"


def containing(text: str) -> str:
    """Return the pattern of what has `text` anywhere."""
    return f"%{text.translate(_ESCAPED)}%"
