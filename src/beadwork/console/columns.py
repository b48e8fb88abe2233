"""The width of texts on a terminal: measured in columns, cut to a width, aligned as a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

JOINERS = "\u200c\u200d"
"""Join and part the characters of a word or of an emoji. Some languages cannot be written without
them.
"""


def shorten(text: str, room: int) -> str:
    """Return the text cut to a number of columns, with an ellipsis if something was cut off.
    Control characters are removed.
    """
    text = "".join(
        character if character.isprintable() or character in JOINERS else " " for character in text
    )
    if width(text) <= room:
        return text
    used, kept = 0, []
    for character in text:
        used += _columns(character)
        if used > room - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip(f" {JOINERS}") + "…"


def wrap(text: str, room: int) -> list[str]:
    """Return a line as lines of at most `room` columns, broken between words where that goes. The
    white space of the line stays, but for the space where it is broken.
    """
    lines = []
    while text and width(text) > room:
        fitting = _fitting(text, max(room, 2))
        end = text.rfind(" ", 1, fitting + 1)
        at = end if text[:end].strip() and end > 0 else fitting
        lines.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*lines, text] if text or not lines else lines


def _fitting(text: str, room: int) -> int:
    """Return how many characters of a text fit into a number of columns, one at least."""
    used = 0
    for at, character in enumerate(text):
        used += _columns(character)
        if used > room and at:
            return at
    return len(text)


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return rows of equal length as lines. Each cell but the last is as wide as the widest of its
    column.
    """
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            [
                *(
                    cell + " " * (size - width(cell))
                    for cell, size in zip(row[:-1], widths[:-1], strict=True)
                ),
                row[-1],
            ]
        ).rstrip()
        for row in cells
    ]


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
