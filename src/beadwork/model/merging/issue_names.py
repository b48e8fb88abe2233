"""What the issues of a merge are called in the end: names are merged as any other value, by the
issue that bears them.

An issue is known by its birth (when and by whom it was filed), and by a name that a merge would
have given it: two rows of one birth whose names cannot come from each other are two issues. So it
is found again under whatever name either side has it:
one may have renamed it in an earlier merge, and have used its old name for another since.

Invariant: no two issues that are there have one name; and ours keeps its name where the two would.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from beadwork.model.issues import ids
from beadwork.model.merging import rename
from beadwork.model.merging.rename import Birth, Renames

TRIED = 4
"""Names that are looked up at once for an issue; that all are taken has a chance of 1 in 10**20."""

Births = Mapping[str, tuple[Birth | None, Birth | None]]
"""Whose each id is that a side changed: at the base, and on that side."""
Taken = Callable[[Collection[str], Collection[str]], Mapping[str, Birth]]
"""Tells whose those of the names are, and all that are named below the parents, that either side
has.
"""

BASE, OURS, THEIRS = "base", "ours", "theirs"
_GONE = "~"
"""What is put behind the name of an issue that both sides have deleted, where another has the name
now.
"""


class Renaming(NamedTuple):
    """What the ids of the base and of each side are called in the merged tracker; what is not here
    keeps its name.
    """

    base: Renames
    ours: Renames
    theirs: Renames
    fresh: Renames
    """Those of `theirs`, filed there, that are called so from now on."""
    gone: tuple[frozenset[str], frozenset[str]]
    """What ours and what theirs deleted, by the names in the merged tracker."""
    names: frozenset[str]
    """All names, old and new, of the issues that have or had two."""


class Thing:
    """One issue: its birth, and its name at the base, on our side and on theirs."""

    def __init__(self, born: Birth, names: dict[str, str]) -> None:
        self.born = born
        self.names = names
        self.name = ""
        """What it is called in the end."""

    @property
    def is_there(self) -> bool:
        """Tell whether a side has it."""
        return OURS in self.names or THEIRS in self.names

    @property
    def side(self) -> str:
        """The one side that has it, which has filed it; empty where there is more to it."""
        return next(iter(self.names)) if len(self.names) == 1 and BASE not in self.names else ""


def moved(side: Births) -> list[str]:
    """Return the ids that this side uses for another issue than the base does."""
    return [one for one, (before, after) in side.items() if before and after and before != after]


def find(ours: Births, theirs: Births, taken: Taken) -> Renaming:
    """Return what is called otherwise. `taken` is asked only where a new name is needed."""
    things = _things(ours, theirs)
    at = {(side, name): thing for thing in things for side, name in thing.names.items()}
    owners: dict[str, Thing] = {}
    for depth in sorted({_depth(thing) for thing in things}):  # the whole before its parts
        level = [thing for thing in things if _depth(thing) == depth]
        for thing in level:
            thing.name = _wanted(thing, at)
        _settle(level, owners, taken)
    for thing in things:
        if not thing.is_there and thing.name in owners:
            thing.name += _GONE
    two = [thing for thing in things if len({thing.name, *thing.names.values()}) > 1]
    base, mine, yours = (
        {
            thing.names[side]: thing.name
            for thing in two
            if thing.names.get(side, thing.name) != thing.name
        }
        for side in (BASE, OURS, THEIRS)
    )
    fresh = {thing.names[THEIRS]: thing.name for thing in two if thing.side == THEIRS}
    gone = tuple(
        frozenset(thing.name for thing in things if BASE in thing.names and side not in thing.names)
        for side in (OURS, THEIRS)
    )
    names = frozenset(name for thing in two for name in (thing.name, *thing.names.values()))
    return Renaming(base, mine, yours, fresh, (gone[0], gone[1]), names)


# Which rows are one issue


def _things(ours: Births, theirs: Births) -> list[Thing]:
    """Return the issues of all ids that either side changed."""
    by_birth: dict[Birth, list[Thing]] = {}
    for name in sorted({*ours, *theirs}, key=_order):
        before = (ours.get(name) or theirs[name])[0]
        rows = (
            (BASE, before),
            (OURS, ours.get(name, (None, before))[1]),
            (THEIRS, theirs.get(name, (None, before))[1]),
        )
        pieces: dict[Birth, dict[str, str]] = {}
        for side, born in rows:
            if born:
                pieces.setdefault(born, {})[side] = name
        for born, names in pieces.items():
            by_birth.setdefault(born, []).append(Thing(born, names))
    several = [things for things in by_birth.values() if _can_be_one(things)]
    if several:
        whole = {
            (side, name): one
            for things in by_birth.values()
            for one in things
            for side, name in one.names.items()
        }
        for things in sorted(several, key=lambda things: _order(_any(things[0]))):
            _unite(things, whole)
    return [thing for things in by_birth.values() for thing in things]


def _can_be_one(things: list[Thing]) -> bool:
    """Tell whether some of one birth are on sides of which others are not: of an import all are on
    the same ones.
    """
    sides = {frozenset(thing.names) for thing in things} if len(things) > 1 else set()
    return any(one.isdisjoint(other) for one in sides for other in sides)


def _unite(things: list[Thing], whole: dict[tuple[str, str], Thing]) -> None:
    """Make one of those among the things of one birth that are one issue under several names."""
    for find_other in (_renamed, _renumbered):
        for thing in list(things):
            while thing in things and (other := find_other(thing, things, whole)):
                thing.names.update(other.names)
                things.remove(other)
                whole.update(dict.fromkeys(other.names.items(), thing))


def _renamed(
    thing: Thing, things: list[Thing], whole: Mapping[tuple[str, str], Thing]
) -> Thing | None:
    """Return another that has a name which a merge would give this one, or the same number below
    the same whole.
    """
    given = {name for one in set(thing.names.values()) for name in _given(one, thing.born)}
    for other in things:
        if other is thing or not thing.names.keys().isdisjoint(other.names):
            continue
        if (
            given.intersection(other.names.values())
            or _number(thing, whole) == _number(other, whole) is not None
        ):
            return other
    return None


def _renumbered(
    thing: Thing, things: list[Thing], whole: Mapping[tuple[str, str], Thing]
) -> Thing | None:
    """Return the next that is a part of the same whole under another number: both lists are in the
    order of the numbers.
    """
    above = _above(thing, whole)
    if above is None:
        return None
    for other in things:
        if (
            other is not thing
            and thing.names.keys().isdisjoint(other.names)
            and _above(other, whole) == above
        ):
            return other
    return None


def _given(name: str, born: Birth) -> Iterator[str]:
    return islice(rename.candidates(name, born), 0 if ids.parent_of(name) else TRIED)


def _above(thing: Thing, whole: Mapping[tuple[str, str], Thing]) -> Thing | str | None:
    """Return what a thing is a part of by its name: a thing, maybe deleted since, or the id of what
    nobody has changed.
    """
    for side, name in thing.names.items():
        parent = ids.parent_of(name)
        if parent:
            return whole.get((side, parent)) or whole.get((BASE, parent)) or parent
    return None


def _number(thing: Thing, whole: Mapping[tuple[str, str], Thing]) -> tuple[Thing | str, str] | None:
    above = _above(thing, whole)
    return (above, _any(thing).rpartition(".")[2]) if above is not None else None


# What they are called


def _wanted(thing: Thing, at: Mapping[tuple[str, str], Thing]) -> str:
    """Return what a thing would be called if nothing else were: the name that was changed, as for
    any other value.

    A part goes below what its whole is called in the end, unless both sides have left it where it
    was.
    """
    base, ours, theirs = (thing.names.get(side) for side in (BASE, OURS, THEIRS))
    if ours and ours == theirs:
        return ours
    if not (ours and theirs):
        side = OURS if ours else THEIRS if theirs else BASE
    elif base in (ours, theirs):
        side = THEIRS if ours == base else OURS
    else:
        side = _newer(thing, ours, theirs, at)
    name = thing.names[side]
    whole = at.get((side, ids.parent_of(name) or ""))
    return f"{whole.name}.{name.rpartition('.')[2]}" if whole and whole.name else name


def _newer(thing: Thing, ours: str, theirs: str, at: Mapping[tuple[str, str], Thing]) -> str:
    """Return the side with that of two names which was made of the other, so that it does not
    matter who merges.
    """
    if theirs in _given(ours, thing.born):
        return THEIRS
    if ours in _given(theirs, thing.born):
        return OURS
    for side, name, other in ((OURS, ours, THEIRS), (THEIRS, theirs, OURS)):
        parent = ids.parent_of(name)
        whole = at.get((side, parent)) if parent else None
        if whole and whole.name and whole.name != parent:
            return other  # the whole is not called so any more
    return max((OURS, THEIRS), key=lambda side: _order(thing.names[side]))


def _settle(level: list[Thing], owners: dict[str, Thing], taken: Taken) -> None:
    """Give new names where two want one, or where a name was made that may be somebody's."""
    losers = []
    for thing in sorted(level, key=_claim):
        if not thing.is_there:
            continue
        if thing.name in owners:
            losers.append(thing)
        else:
            owners[thing.name] = thing
    made = [
        thing
        for thing in level
        if thing.is_there and thing not in losers and thing.name not in thing.names.values()
    ]
    if not losers and not made:
        return
    given = {thing: list(_given(thing.name, thing.born)) for thing in losers}
    parents = {parent for thing in (*losers, *made) if (parent := ids.parent_of(thing.name))}
    known = taken([name for names in given.values() for name in names], parents)
    for thing in made:
        if known.get(thing.name, thing.born) != thing.born:
            del owners[thing.name]
            losers.append(thing)
    for thing in losers:
        used = {**known, **{name: owner.born for name, owner in owners.items()}}
        parent = ids.parent_of(thing.name)
        below = {
            name: born
            for name, born in used.items()
            if parent is None or ids.parent_of(name) == parent
        }
        thing.name = rename.choose(thing.name, thing.born, below)
        owners[thing.name] = thing


def _claim(thing: Thing) -> tuple[bool, bool, bool, tuple[int, int, str]]:
    """Return what decides who keeps a name: ours, who is called so already, the older."""
    return (
        thing.names.get(OURS) != thing.name,
        thing.names.get(THEIRS) != thing.name,
        BASE not in thing.names,
        _order(_any(thing)),
    )


def _any(thing: Thing) -> str:
    return next(iter(thing.names.values()))


def _depth(thing: Thing) -> int:
    return min(_order(name)[0] for name in thing.names.values())


def _order(name: str) -> tuple[int, int, str]:
    """Return the key of an order in which the whole comes before its parts, and these by their
    numbers.
    """
    depth, whole = 0, ids.parent_of(name)
    number = ids.child_number(whole, name) or 0 if whole else 0
    while whole:
        depth, whole = depth + 1, ids.parent_of(whole)
    return depth, number, name
