"""Where a reader of the feed of changes is: the newest commits that it has, with all before them.

Pure. A history with merges is no line, so one commit cannot always say what was read. After the
first of two commits that a merge brings in, a reader has what was on the branch before, and that
one. Its cursor names both. When the merge was read, one commit stands for all of it again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

BEGINNING = "beginning"
"""The cursor of a reader that has nothing yet."""
SEPARATOR = "+"
_CURSOR = re.compile(r"[0-9a-v]{32}(?:\+[0-9a-v]{32})*")


class Cursor(NamedTuple):
    """The newest commits that a reader has. None of them is an ancestor of another."""

    commits: tuple[str, ...] = ()

    def __str__(self) -> str:
        return SEPARATOR.join(self.commits) or BEGINNING

    def after(self, commit: str, parents: tuple[str, ...]) -> Cursor:
        """Return the cursor of a reader that has one more commit, of which it has the parents.

        >>> str(Cursor(("a", "b")).after("c", ("b", "a"))), str(Cursor().after("a", ()))
        ('c', 'a')
        >>> str(Cursor(("a",)).after("side", ("older",)))
        'a+side'
        """
        kept = tuple(known for known in self.commits if known not in parents)
        return Cursor((*kept, commit))


def parse(text: str) -> Cursor | None:
    """Return the cursor that a text is, None where it is none.

    >>> parse("beginning"), parse("yesterday")
    (Cursor(commits=()), None)
    """
    if text == BEGINNING:
        return Cursor()
    if not _CURSOR.fullmatch(text):
        return None
    return Cursor(tuple(dict.fromkeys(text.split(SEPARATOR))))


def parents_first(parents: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return commits in an order in which each comes after its parents.

    What a merge brings in comes as a whole, behind what was on the branch before. So a cursor
    rarely names more than two commits. `parents` has the newest commit first; a parent that is not
    among its keys was read before.

    >>> parents_first({"m": ("b", "y"), "y": ("x",), "b": ("a",), "x": ("a",)})
    ['b', 'x', 'y', 'm']
    """
    ordered: dict[str, None] = {}
    for tip in parents:
        way = [tip]
        while way:
            commit = way[-1]
            if commit in ordered:
                way.pop()
                continue
            missing = (p for p in parents[commit] if p in parents and p not in ordered)
            before = next(missing, None)
            if before is None:
                ordered[way.pop()] = None
            else:
                way.append(before)
    return list(ordered)
