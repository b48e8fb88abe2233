"""Merge the notes of an issue to which both sides appended, and lose none of the additions.

Notes are lines. One side's notes are compared with those of the base, from the end:

    base        one side     what the line is
    first       new first    rewritten: stands for the lines of the base before it
    second      second       a line of the base
                added        an addition

Of two rewritten beginnings the newest stays. All additions stay, each once, at their place among
the lines of the base. Where that place was rewritten, they stand behind the rewritten beginning.
Additions at one place are in the order in which they were written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from beadwork.model.merging.field_times import Addition, FieldTimes
from beadwork.model.merging.side import Sides


class Reading(NamedTuple):
    """How one side changed the notes of the base."""

    rewritten: list[str]
    """The lines that replace the first `replaced` lines of the base."""
    replaced: int
    moment: datetime
    """When the beginning was rewritten."""
    additions: dict[int, list[Addition]]
    """The additions by place: N is before line N of the base (from 0), and the number of lines is
    behind the last one.
    """

    @property
    def is_rewritten(self) -> bool:
        """Tell whether a line of the base is missing."""
        return self.replaced > 0


def merge(
    base: str | None, ours: str | None, theirs: str | None, times: Sides[FieldTimes]
) -> str | None:
    """Return the notes that keep what both sides added to `base`."""
    before = _lines(base)
    readings = (
        read(before, _lines(ours), times.ours),
        read(before, _lines(theirs), times.theirs),
    )
    newest = max(readings, key=lambda side: (side.is_rewritten, side.moment, side.rewritten))
    lines = list(newest.rewritten)
    replaced = max(side.replaced for side in readings)  # a line that either side removed stays out
    for place in range(replaced, len(before) + 1):
        # What was added before lines that are missing stands behind the rewritten beginning.
        places = range(place + 1) if place == replaced else (place,)
        additions = {
            addition
            for side in readings
            for number in places
            for addition in side.additions.get(number, ())
        }
        lines += [addition.text for addition in sorted(additions)]
        lines += before[place : place + 1]
    return "\n".join(lines) or None


def read(base: Sequence[str], lines: list[str], times: FieldTimes) -> Reading:
    """Return how a side changed the lines of the base; `lines` are those of the side."""
    # The longest first: a shorter addition may be the end of a longer one.
    known = sorted(times.additions, key=lambda addition: (-addition.text.count("\n"), addition))
    unplaced = set(known)
    found: dict[int, list[Addition]] = {}
    place, end = len(base), len(lines)
    while end:
        addition = next(
            (each for each in known if each in unplaced and _ends_with(lines[:end], each)), None
        )
        if addition:
            found.setdefault(place, []).append(addition)
            unplaced.discard(addition)
            end -= len(_lines(addition.text))
        elif place and lines[end - 1] == base[place - 1]:
            place, end = place - 1, end - 1
        else:
            break
    moment = times.of("notes").moment
    inserted = _inserted(base[:place], lines[:end])
    if inserted is None:
        rewritten = times.rewritten if times.rewritten > datetime.min else moment
        return Reading(lines[:end], place, rewritten, found)
    for number, block in inserted.items():
        found.setdefault(number, []).append(Addition(moment, "\n".join(block)))
    return Reading([], 0, datetime.min, found)


def _ends_with(lines: list[str], addition: Addition) -> bool:
    wanted = _lines(addition.text)
    return lines[-len(wanted) :] == wanted


def _inserted(base: Sequence[str], lines: Sequence[str]) -> dict[int, list[str]] | None:
    """Return the lines between those of the base, by place; None where a line of the base is
    missing.
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
