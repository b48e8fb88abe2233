"""Find the issues that have to be called otherwise in a merge: two were born under one id, or were so before.

A name is what the rows say: where one side's issue of an id is not the one that the base has under it, that side has renamed
the base's in an earlier merge. What the other side did to it since, and whatever speaks of it there, follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model import ids, rename
from beadwork.model.rename import Birth, Renames
from beadwork.store import merging
from beadwork.store.merging import Brief, Change

if TYPE_CHECKING:
    from beadwork.dolt.merging import Heads
    from beadwork.dolt.write import Reader

TRIED = 4
"""Names that are looked up at once for an issue; that all are taken has a chance of 1 in 10**20."""

Issues = Mapping[str, Change]


class Renaming(NamedTuple):
    """What the ids of each side (and of the base) mean in the merged tracker; what is not here keeps its name."""

    base: Renames
    ours: Renames
    theirs: Renames
    fresh: Renames
    """Those of `theirs` that are called so from now on."""

    def __bool__(self) -> bool:
        return bool(self.ours or self.theirs)


def find(reader: Reader, heads: Heads, ours: Issues, theirs: Issues) -> Renaming:
    """Return the renames of a merge; a round trip only where two issues were born under one id."""
    of_theirs, of_ours = _moved(ours), _moved(theirs)
    twins = [issue_id for issue_id in sorted(set(ours) & set(theirs)) if _are_two(ours[issue_id], theirs[issue_id])]
    fresh: Renames = {}
    for issue_id in list(twins):
        known = _called(issue_id, _birth(theirs[issue_id][1]), ours)
        if known:  # ours has it already, under the name that an earlier merge gave it
            of_theirs[issue_id] = known
            twins.remove(issue_id)
    if twins:
        fresh = _named(reader, heads, twins, theirs)
    base = {**_moved(ours), **_moved(theirs)}
    return Renaming(base, of_ours, {**of_theirs, **fresh}, fresh)


def _named(reader: Reader, heads: Heads, twins: list[str], theirs: Issues) -> Renames:
    """Give new names to issues of theirs, and to the parts that are named by them."""
    tried = {one: list(islice(rename.candidates(one, _birth(theirs[one][1])), TRIED)) for one in twins}
    parents = {parent for one in twins if (parent := ids.parent_of(one))}
    wanted = [name for one in twins if not ids.parent_of(one) for name in tried[one]]
    taken: dict[str, Birth | None] = dict(merging.births(reader, (heads.ours, heads.theirs), wanted, parents))
    found: Renames = {}
    for one in twins:
        parent = ids.parent_of(one)
        whole = next((old for old in found if one.startswith(f"{old}.")), None)
        new = found[whole] + one[len(whole) :] if whole else ""
        if not new or new in taken:
            below = {name: born for name, born in taken.items() if parent is None or ids.parent_of(name) == parent}
            new = rename.choose(one, _birth(theirs[one][1]), below)
        found[one] = new
        taken[new] = _birth(theirs[one][1])
    return rename.with_parts(found, (name for name, change in theirs.items() if change[0] is None), taken)


def moved(side: Issues) -> list[str]:
    """Return the ids that this side uses for another issue than the base does."""
    return [one for one, (before, after) in side.items() if before and after and _birth(before) != _birth(after)]


def _moved(side: Issues) -> Renames:
    """Return, of the ids that this side uses for another issue than the base does, what it calls the base's now."""
    called = {issue_id: _called(issue_id, _birth(side[issue_id][0]), side) for issue_id in moved(side)}
    return {issue_id: new for issue_id, new in called.items() if new}


def _called(issue_id: str, born: Birth, side: Issues) -> str | None:
    """Return what a side calls the issue of this birth that was `issue_id` once: one of the names that a merge gives."""
    parent = ids.parent_of(issue_id)
    given = () if parent else set(islice(rename.candidates(issue_id, born), TRIED))
    for name, (before, after) in sorted(side.items()):
        is_made = after and _birth(after) == born and (before is None or _birth(before) != born)
        if is_made and (ids.parent_of(name) == parent if parent else name in given):
            return name
    return None


def _are_two(ours: Change, theirs: Change) -> bool:
    """Tell whether both sides have an issue that the base has not, and not the same one."""
    return all(
        after is not None and (before is None or _birth(before) != _birth(after)) for before, after in (ours, theirs)
    ) and _birth(ours[1]) != _birth(theirs[1])


def _birth(brief: Brief | None) -> Birth:
    assert brief is not None  # noqa: S101 - asked of rows that are there
    return brief.created_at, brief.created_by
