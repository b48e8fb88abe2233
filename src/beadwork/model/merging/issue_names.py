"""The ids of the issues of both sides after a merge.

Two branches may file different issues under one id. Ours keeps the id, and theirs is renamed:

    ours      demo-1         "Fix the login"   filed 10:00 by alice
    theirs    demo-1         "Dark mode"       filed 10:05 by bob
              demo-1.1       "Pick colours"    filed 10:06 by bob
                 |
                 |  merge
                 v
    merged    demo-1         "Fix the login"   keeps its id
              demo-ytl4o     "Dark mode"       an id made of demo-1, 10:05 and bob
              demo-ytl4o.1   "Pick colours"    a child follows its parent

Their branch still has demo-1 when it is merged again, and so has the base of that merge. So the
name (id) of an issue is merged like any other value of it. An issue is recognized at the base and
on each side by its birth (when and by whom it was filed), under its name or under a name that a
merge would have made of it. Two rows of one birth whose names cannot come from each other are two
issues, since an import gives many rows one birth.

Invariant: no two issues that a side has get one name. Where they would, ours keeps its name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from beadwork.model.issues import ids
from beadwork.model.merging import rename
from beadwork.model.merging.rename import Birth, Renames
from beadwork.model.merging.side import Side, Sides

BASE, OURS, THEIRS = Side.BASE, Side.OURS, Side.THEIRS

IDS_TRIED = 4
"""New ids that are looked up at once for an issue. The chance that all are taken is 1 in 10**20."""

Births = Mapping[str, tuple[Birth | None, Birth | None]]
"""For each id that a side changed: the birth of its issue at the base, and on that side."""
BirthLookup = Callable[[Collection[str], Collection[str]], Mapping[str, Birth]]
"""Given ids, and ids of parents, returns the births of the issues that either side has: those of
the ids, and those whose ids are below the parents.
"""

_REPLACED = "~"
"""The suffix of the name of an issue that both sides have deleted, where another issue has the name
now.
"""


class Renaming(NamedTuple):
    """The new ids of the issues of the base and of each side. An issue that is not here keeps its
    id.
    """

    base: Renames
    ours: Renames
    theirs: Renames
    new: Renames
    """The renames in `theirs` of issues that theirs has filed and that get an unused id."""
    deleted: Sides[frozenset[str]]
    """The issues that each side deleted, by their ids after the merge."""
    ids: frozenset[str]
    """All ids, old and new, of the issues that have had several."""


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

    @property
    def filed_by_theirs(self) -> bool:
        """Tell whether theirs has filed the issue since the base, and ours does not have it."""
        return self.names.keys() == {THEIRS}

    @property
    def any_name(self) -> str:
        """The name at the base, else on ours, else on theirs."""
        return next(iter(self.names.values()))


Bearers = dict[tuple[Side, str], Identity]
"""The issue that has a name on a side."""


def reused(side: Births) -> list[str]:
    """Return the ids under which this side has another issue than the base."""
    return [
        issue_id
        for issue_id, (before, after) in side.items()
        if before and after and before != after
    ]


def find(ours: Births, theirs: Births, births_of: BirthLookup) -> Renaming:
    """Return the renames of a merge. `births_of` is called only if a new id is needed."""
    identities = _identities(ours, theirs)
    bearers = _bearers(identities)
    owners: dict[str, Identity] = {}
    for depth in sorted({_depth(identity) for identity in identities}):  # parents before children
        level = [identity for identity in identities if _depth(identity) == depth]
        for identity in level:
            identity.merged_name = _wanted_name(identity, bearers)
        _resolve_collisions(level, owners, births_of)
    for identity in identities:
        if not identity.exists and identity.merged_name in owners:
            identity.merged_name += _REPLACED
    return _renaming(identities)


def _renaming(identities: list[Identity]) -> Renaming:
    renamed = [
        identity
        for identity in identities
        if len({identity.merged_name, *identity.names.values()}) > 1
    ]
    names = (
        name for identity in renamed for name in (identity.merged_name, *identity.names.values())
    )
    return Renaming(
        _renames(renamed, BASE),
        _renames(renamed, OURS),
        _renames(renamed, THEIRS),
        _renames([identity for identity in renamed if identity.filed_by_theirs], THEIRS),
        Sides(_deleted(identities, OURS), _deleted(identities, THEIRS)),
        frozenset(names),
    )


def _renames(identities: list[Identity], side: Side) -> Renames:
    return {
        identity.names[side]: identity.merged_name
        for identity in identities
        if identity.names.get(side, identity.merged_name) != identity.merged_name
    }


def _deleted(identities: list[Identity], side: Side) -> frozenset[str]:
    return frozenset(
        identity.merged_name
        for identity in identities
        if BASE in identity.names and side not in identity.names
    )


# Which rows are one issue.


def _identities(ours: Births, theirs: Births) -> list[Identity]:
    """Return the issues of all ids that either side changed."""
    by_birth: dict[Birth, list[Identity]] = {}
    for name in sorted({*ours, *theirs}, key=_order):
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
        bearers = _bearers(everything)
        for alike in sorted(ambiguous, key=lambda alike: _order(alike[0].any_name)):
            _unite(alike, bearers)
    return [identity for alike in by_birth.values() for identity in alike]


def _bearers(identities: list[Identity]) -> Bearers:
    return {named: identity for identity in identities for named in identity.names.items()}


def _can_be_one(alike: list[Identity]) -> bool:
    """Tell whether two issues of one birth are on different sides. Those of an import are all on
    the same.
    """
    places = {frozenset(identity.names) for identity in alike} if len(alike) > 1 else set()
    return any(place.isdisjoint(other) for place in places for other in places)


def _unite(alike: list[Identity], bearers: Bearers) -> None:
    """Join the identities in `alike`, all of one birth, that are one issue under several names."""
    for find_other in (_other_name, _other_number):
        for identity in list(alike):
            while identity in alike and (other := find_other(identity, alike, bearers)):
                identity.names.update(other.names)
                alike.remove(other)
                bearers.update(dict.fromkeys(other.names.items(), identity))


def _other_name(
    identity: Identity, alike: list[Identity], bearers: Mapping[tuple[Side, str], Identity]
) -> Identity | None:
    """Return another identity whose name is one that a merge would give to this one, or has the
    same number below the same parent.
    """
    given = {name for old in set(identity.names.values()) for name in _new_ids(old, identity.birth)}
    for other in _elsewhere(identity, alike):
        if (
            given.intersection(other.names.values())
            or _number(identity, bearers) == _number(other, bearers) is not None
        ):
            return other
    return None


def _other_number(
    identity: Identity, alike: list[Identity], bearers: Mapping[tuple[Side, str], Identity]
) -> Identity | None:
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


def _elsewhere(identity: Identity, alike: list[Identity]) -> Iterator[Identity]:
    """Yield the identities in `alike` that share no side with `identity`."""
    return (other for other in alike if identity.names.keys().isdisjoint(other.names))


def _new_ids(name: str, birth: Birth) -> Iterator[str]:
    """Yield the ids that a merge tries for an issue. For a child there are none, as it gets a
    number.
    """
    return islice(rename.new_ids(name, birth), 0 if ids.parent_of(name) else IDS_TRIED)


def _parent(
    identity: Identity, bearers: Mapping[tuple[Side, str], Identity]
) -> Identity | str | None:
    """Return the parent that the name says: an identity, which may be deleted, or the id of an
    issue that neither side has changed.
    """
    for side, name in identity.names.items():
        parent = ids.parent_of(name)
        if parent:
            return bearers.get((side, parent)) or bearers.get((BASE, parent)) or parent
    return None


def _number(
    identity: Identity, bearers: Mapping[tuple[Side, str], Identity]
) -> tuple[Identity | str, str] | None:
    parent = _parent(identity, bearers)
    return (parent, identity.any_name.rpartition(".")[2]) if parent is not None else None


# The names of the issues.


def _wanted_name(identity: Identity, bearers: Mapping[tuple[Side, str], Identity]) -> str:
    """Return the name that an issue would get if there were no others.

    | ours has it | theirs has it | the name is                                       |
    |-------------|---------------|---------------------------------------------------|
    | yes         | yes, the same | that                                              |
    | yes         | yes, another  | the one that was changed; of two, the newer       |
    | yes         | no            | ours                                              |
    | no          | yes           | theirs                                            |
    | no          | no            | that at the base                                  |

    In all but the first case the name of a child begins with the merged name of its parent.
    """
    base, ours, theirs = (identity.names.get(side) for side in (BASE, OURS, THEIRS))
    if ours and ours == theirs:
        return ours
    if not (ours and theirs):
        side = OURS if ours else THEIRS if theirs else BASE
    elif base in (ours, theirs):
        side = THEIRS if ours == base else OURS
    else:
        side = _side_with_newer_name(identity, ours, theirs, bearers)
    name = identity.names[side]
    parent = bearers.get((side, ids.parent_of(name) or ""))
    if parent and parent.merged_name:
        return f"{parent.merged_name}.{name.rpartition('.')[2]}"
    return name


def _side_with_newer_name(
    identity: Identity, ours: str, theirs: str, bearers: Mapping[tuple[Side, str], Identity]
) -> Side:
    """Return the side whose name was made from the name of the other side. The result does not
    depend on which side is ours.
    """
    if theirs in _new_ids(ours, identity.birth):
        return THEIRS
    if ours in _new_ids(theirs, identity.birth):
        return OURS
    for side, name, other in ((OURS, ours, THEIRS), (THEIRS, theirs, OURS)):
        parent = ids.parent_of(name)
        bearer = bearers.get((side, parent)) if parent else None
        if bearer and bearer.merged_name and bearer.merged_name != parent:
            return other  # the parent has another name now
    return max((OURS, THEIRS), key=lambda side: _order(identity.names[side]))


def _resolve_collisions(
    level: list[Identity], owners: dict[str, Identity], births_of: BirthLookup
) -> None:
    """Give a new id to each issue whose wanted name has another owner, or was made by a merge and
    is the id of an issue of another birth.
    """
    present = [identity for identity in level if identity.exists]
    losers = _claim_names(present, owners)
    made = [
        identity
        for identity in present
        if identity not in losers and identity.merged_name not in identity.names.values()
    ]
    if not losers and not made:
        return
    known = _look_up(losers, made, births_of)
    for identity in made:
        if known.get(identity.merged_name, identity.birth) != identity.birth:
            del owners[identity.merged_name]
            losers.append(identity)
    for identity in losers:
        used = {**known, **{name: owner.birth for name, owner in owners.items()}}
        parent = ids.parent_of(identity.merged_name)
        candidates = {
            name: birth
            for name, birth in used.items()
            if parent is None or ids.parent_of(name) == parent
        }
        identity.merged_name = rename.choose(identity.merged_name, identity.birth, candidates)
        owners[identity.merged_name] = identity


def _claim_names(present: list[Identity], owners: dict[str, Identity]) -> list[Identity]:
    """Make issues the owners of their wanted names, and return those whose name has another
    owner.
    """
    losers = []
    for identity in sorted(present, key=_precedence):
        if identity.merged_name in owners:
            losers.append(identity)
        else:
            owners[identity.merged_name] = identity
    return losers


def _look_up(
    losers: list[Identity], made: list[Identity], births_of: BirthLookup
) -> Mapping[str, Birth]:
    """Return the births of the issues that have one of the ids which may be given."""
    names = [name for identity in losers for name in _new_ids(identity.merged_name, identity.birth)]
    wanted = (identity.merged_name for identity in (*losers, *made))
    return births_of(names, {parent for name in wanted if (parent := ids.parent_of(name))})


def _precedence(identity: Identity) -> tuple[bool, bool, bool, tuple[int, int, str]]:
    """Return the sort key that decides which issue keeps a name: first the one that has it on ours,
    then on theirs, then the one that the base has.
    """
    return (
        identity.names.get(OURS) != identity.merged_name,
        identity.names.get(THEIRS) != identity.merged_name,
        BASE not in identity.names,
        _order(identity.any_name),
    )


def _depth(identity: Identity) -> int:
    return min(_order(name)[0] for name in identity.names.values())


def _order(name: str) -> tuple[int, int, str]:
    """Return the sort key that puts parents before their children, and children in the order of
    their numbers.
    """
    depth, parent = 0, ids.parent_of(name)
    number = ids.child_number(parent, name) or 0 if parent else 0
    while parent:
        depth, parent = depth + 1, ids.parent_of(parent)
    return depth, number, name
