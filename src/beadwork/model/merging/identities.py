"""Which rows of a merge are one issue, by whatever names.

An issue is recognized at the base and on each side by its birth (when and by whom it was filed),
under its name or under a name that a merge would have made of it. Two rows of one birth whose names
cannot come from each other are two issues, since an import gives many rows one birth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from beadwork.model.issues import ids
from beadwork.model.merging import rename
from beadwork.model.merging.rename import Birth
from beadwork.model.merging.side import Side

BASE, OURS, THEIRS = Side.BASE, Side.OURS, Side.THEIRS

IDS_TRIED = 4
"""New ids that are looked up at once for an issue. The chance that all are taken is 1 in 10**20."""

Births = Mapping[str, tuple[Birth | None, Birth | None]]
"""For each id that a side changed: the birth of its issue at the base, and on that side."""


class Identity:
    """One issue under all of its names: its birth, and its id at the base, on ours and on theirs.

    `names` has no entry for a side that does not have the issue.
    """

    def __init__(self, birth: Birth, names: dict[Side, str]) -> None:
        self.birth = birth
        self.names = names
        self.merged_name = ""

    @property
    def exists(self) -> bool:
        """Tell whether a side has the issue."""
        return OURS in self.names or THEIRS in self.names

    def is_filed_by(self, side: Side) -> bool:
        """Tell whether this side has filed the issue since the base, and the other does not have
        it.
        """
        return self.names.keys() == {side}

    @property
    def any_name(self) -> str:
        """The name at the base, else on ours, else on theirs."""
        return next(iter(self.names.values()))


Bearers = Mapping[tuple[Side, str], Identity]
"""The issue that has a name on a side."""
Parent = Identity | str | None
"""The parent of an issue, or its id where no side has changed it."""


def find(ours: Births, theirs: Births) -> list[Identity]:
    """Return the issues of all ids that either side changed."""
    by_birth: dict[Birth, list[Identity]] = {}
    for name in sorted({*ours, *theirs}, key=order):
        before = (ours.get(name) or theirs[name])[0]
        births = {
            BASE: before,
            OURS: ours.get(name, (None, before))[1],
            THEIRS: theirs.get(name, (None, before))[1],
        }
        for birth in dict.fromkeys(filter(None, births.values())):
            names = {side: name for side, found in births.items() if found == birth}
            by_birth.setdefault(birth, []).append(Identity(birth, names))
    everything = [identity for alike in by_birth.values() for identity in alike]
    ambiguous = [alike for alike in by_birth.values() if _can_be_one(alike)]
    if ambiguous:
        bearers = bearers_of(everything)
        for alike in sorted(ambiguous, key=lambda alike: order(alike[0].any_name)):
            _unite(alike, bearers)
    return [identity for alike in by_birth.values() for identity in alike]


def bearers_of(identities: list[Identity]) -> dict[tuple[Side, str], Identity]:
    return {named: identity for identity in identities for named in identity.names.items()}


def _can_be_one(alike: list[Identity]) -> bool:
    """Tell whether two issues of one birth are on different sides. Those of an import are all on
    the same.
    """
    places = {frozenset(identity.names) for identity in alike} if len(alike) > 1 else set()
    return any(place.isdisjoint(other) for place in places for other in places)


def _unite(alike: list[Identity], bearers: dict[tuple[Side, str], Identity]) -> None:
    """Join the identities in `alike`, all of one birth, that are one issue under several names."""
    for find_other in (_other_name, _other_number, _other_orphan):
        for identity in list(alike):
            while identity in alike and (other := find_other(identity, alike, bearers)):
                identity.names.update(other.names)
                alike.remove(other)
                bearers.update(dict.fromkeys(other.names.items(), identity))


def _other_name(identity: Identity, alike: list[Identity], bearers: Bearers) -> Identity | None:
    """Return another identity whose name is one that a merge would give to this one, or has the
    same number below the same parent.
    """
    given = _places(identity, bearers)
    for other in _elsewhere(identity, alike):
        if not given.isdisjoint(_place(other, name, bearers) for name in other.names.values()):
            return other
    return None


def _places(identity: Identity, bearers: Bearers) -> set[tuple[Parent, str]]:
    """Return the places that an issue may have after a merge: those of its names, and of the names
    that a merge would make of them.
    """
    names = set(identity.names.values())
    made = {name for old in names for name in new_ids(old, identity.birth)}
    return {_place(identity, name, bearers) for name in names | made}


def _place(identity: Identity, name: str, bearers: Bearers) -> tuple[Parent, str]:
    """Return the parent and the number of a child; no parent, and the name, of another issue."""
    parent = _parent(identity, bearers) if ids.parent_of(name) else None
    return (parent, name.rpartition(".")[2]) if parent is not None else (None, name)


def _other_number(identity: Identity, alike: list[Identity], bearers: Bearers) -> Identity | None:
    """Return the next child of the same parent under another number. The children of both sides
    are in the order of their numbers.
    """
    parent = _parent(identity, bearers)
    if parent is None:
        return None
    for other in _elsewhere(identity, alike):
        if _parent(other, bearers) == parent:
            return other
    return None


def _other_orphan(identity: Identity, alike: list[Identity], bearers: Bearers) -> Identity | None:
    """Return the one identity that has the number of this one below another parent, where no side
    changed either parent.

    That parent was renamed by one side, and has been deleted by both.
    """
    parent = _parent(identity, bearers)
    if not isinstance(parent, str) or BASE in identity.names:
        return None
    numbers = _numbers(identity)
    found = [
        other
        for other in _elsewhere(identity, alike)
        if isinstance(_parent(other, bearers), str)
        and BASE not in other.names
        and not numbers.isdisjoint(_numbers(other))
    ]
    return found[0] if len(found) == 1 else None


def _numbers(identity: Identity) -> set[str]:
    names = set(identity.names.values())
    made = {name for old in names for name in new_ids(old, identity.birth)}
    return {name.rpartition(".")[2] for name in names | made}


def _elsewhere(identity: Identity, alike: list[Identity]) -> Iterator[Identity]:
    """Yield the identities in `alike` that share no side with `identity`."""
    return (other for other in alike if identity.names.keys().isdisjoint(other.names))


def new_ids(name: str, birth: Birth) -> Iterator[str]:
    """Yield the ids that a merge tries for an issue."""
    return islice(rename.new_ids(name, birth), IDS_TRIED)


def _parent(identity: Identity, bearers: Bearers) -> Parent:
    """Return the parent that the name says: an identity, which may be deleted, or the id of an
    issue that neither side has changed. None for an issue that is no child by its name.

    An issue that was filed after the child is not its parent, but has got the id of the parent.
    """
    for side, name in identity.names.items():
        parent = ids.parent_of(name)
        if parent:
            bearer = bearers.get((side, parent)) or bearers.get((BASE, parent))
            return bearer if bearer and bearer.birth[0] <= identity.birth[0] else parent
    return None


def depth(identity: Identity) -> int:
    return min(order(name)[0] for name in identity.names.values())


def order(name: str) -> tuple[int, int, str]:
    """Return the sort key that puts parents before their children, and children in the order of
    their numbers.
    """
    depth, parent = 0, ids.parent_of(name)
    number = ids.child_number(parent, name) or 0 if parent else 0
    while parent:
        depth, parent = depth + 1, ids.parent_of(parent)
    return depth, number, name
