"""Bring together the notes of an issue to which both sides of a merge added, and lose none of what
was added.

Notes are lines. What a side made of the base's is read from the end: pieces that it added, lines of
the base that still stand, and perhaps a *head*, a text that took the place of the lines before
those. Of two heads the newest stays. All pieces stay, each at its place among the lines of the base
(or behind the head that replaced that place), and at one place in the order in which they were
written, each once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from beadwork.model.merging.field_times import Lineage, Piece


class Reading(NamedTuple):
    """What one side made of the notes of the base."""

    head: list[str]
    replaced: int
    """How many lines of the base the head took the place of."""
    moment: datetime
    """When that was."""
    gaps: dict[int, list[Piece]]
    """What was added before each line of the base, by its number; behind them all under the number
    past the last.
    """

    @property
    def is_rewritten(self) -> bool:
        """Tell whether something of the base is not there any more."""
        return self.replaced > 0


def merge(
    base: str | None, ours: str | None, theirs: str | None, lineages: tuple[Lineage, Lineage]
) -> str | None:
    """Return the notes that keep what both sides added to `base`."""
    before = _lines(base)
    sides = [
        read(before, _lines(text), lineage)
        for text, lineage in zip((ours, theirs), lineages, strict=True)
    ]
    newest = max(sides, key=lambda side: (side.is_rewritten, side.moment, side.head))
    lines = list(newest.head)
    replaced = max(side.replaced for side in sides)  # what either side took out stays out
    for place in range(replaced, len(before) + 1):
        # What stood before lines that are not there any more stands behind the head.
        places = range(place + 1) if place == replaced else (place,)
        pieces = {piece for side in sides for gap in places for piece in side.gaps.get(gap, ())}
        lines += [piece.text for piece in sorted(pieces)]
        lines += before[place : place + 1]
    return "\n".join(lines) or None


def read(base: Sequence[str], lines: list[str], lineage: Lineage) -> Reading:
    """Read what a side made of the lines of the base."""
    known = sorted(lineage.pieces, key=lambda piece: (-piece.text.count("\n"), piece))
    left = set(known)
    gaps: dict[int, list[Piece]] = {}
    place, end = len(base), len(lines)
    while end:
        piece = next(
            (piece for piece in known if piece in left and _ends_with(lines[:end], piece)), None
        )
        if piece:
            gaps.setdefault(place, []).append(piece)
            left.discard(piece)
            end -= len(_lines(piece.text))
        elif place and lines[end - 1] == base[place - 1]:
            place, end = place - 1, end - 1
        else:
            break
    moment = lineage.of("notes").moment
    inserted = _inserted(base[:place], lines[:end])
    if inserted is None:
        rewritten = lineage.rewritten if lineage.rewritten > datetime.min else moment
        return Reading(lines[:end], place, rewritten, gaps)
    for gap, block in inserted.items():
        gaps.setdefault(gap, []).append(Piece(moment, "\n".join(block)))
    return Reading([], 0, datetime.min, gaps)


def _ends_with(lines: list[str], piece: Piece) -> bool:
    wanted = _lines(piece.text)
    return lines[-len(wanted) :] == wanted


def _inserted(base: Sequence[str], lines: Sequence[str]) -> dict[int, list[str]] | None:
    """Return the lines that stand between those of the base, by place; None where some of the base
    are not there.
    """
    found: dict[int, list[str]] = {}
    place = 0
    for line in lines:
        if place < len(base) and line == base[place]:
            place += 1
        else:
            found.setdefault(place, []).append(line)
    return found if place == len(base) else None


def _lines(text: str | None) -> list[str]:
    return [] if text is None else text.split("\n")
