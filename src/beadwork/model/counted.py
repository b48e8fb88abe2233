"""A number of things, as people say it."""

from __future__ import annotations


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun; the plural has an `s` unless it is given.

    >>> counted(1, "issue"), counted(2317, "issue"), counted(0, "memory", "memories")
    ('1 issue', '2,317 issues', '0 memories')
    """
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"
