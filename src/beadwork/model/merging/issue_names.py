"""The ids of the issues of both sides after a merge.

Two branches may file different issues under one id. The one that was filed first keeps the id,
whichever side is ours, and the other is renamed:

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
name (id) of an issue is merged like any other value of it (`identities.py` says which rows are one
issue).

Invariant: no two issues that a side has get one name. Where they would, the one that was filed
first keeps it, and the other gets a name that is made of its old name and its birth alone. Neither
depends on which side is ours, nor on what else the sides have: towns that merge the same issues in
any order come to the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from beadwork.model.issues import ids
from beadwork.model.merging import identities, rename
from beadwork.model.merging.identities import BASE, OURS, THEIRS, Bearers, Births, Identity
from beadwork.model.merging.rename import Birth, Renames
from beadwork.model.merging.side import Side, Sides

BirthLookup = Callable[[Collection[str]], Mapping[str, Birth]]
"""Given ids, returns the births of the issues that either side has of them."""

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
    new: Sides[Renames]
    """The renames of issues that one side alone has filed: their ids are made by this merge."""
    deleted: Sides[frozenset[str]]
    """The issues that each side deleted, by their ids after the merge."""
    ids: frozenset[str]
    """All ids, old and new, of the issues that have had several."""


def reused(side: Births) -> list[str]:
    """Return the ids under which this side has another issue than the base."""
    return [
        issue_id
        for issue_id, (before, after) in side.items()
        if before and after and before != after
    ]


def find(ours: Births, theirs: Births, births_of: BirthLookup) -> Renaming:
    """Return the renames of a merge. `births_of` is called only if a new id is needed."""
    found = identities.find(ours, theirs)
    bearers = identities.bearers_of(found)
    owners: dict[str, Identity] = {}
    for depth in sorted({identities.depth(identity) for identity in found}):  # parents first
        level = [identity for identity in found if identities.depth(identity) == depth]
        for identity in level:
            identity.merged_name = _wanted_name(identity, bearers)
        _resolve_collisions(level, owners, births_of)
    for identity in found:
        if not identity.exists and identity.merged_name in owners:
            identity.merged_name += _REPLACED
    return _renaming(found)


def _renaming(found: list[Identity]) -> Renaming:
    renamed = [
        identity for identity in found if len({identity.merged_name, *identity.names.values()}) > 1
    ]
    names = (
        name for identity in renamed for name in (identity.merged_name, *identity.names.values())
    )
    return Renaming(
        _renames(renamed, BASE),
        _renames(renamed, OURS),
        _renames(renamed, THEIRS),
        Sides(_new(renamed, OURS), _new(renamed, THEIRS)),
        Sides(_deleted(found, OURS), _deleted(found, THEIRS)),
        frozenset(names),
    )


def _renames(found: list[Identity], side: Side) -> Renames:
    return {
        identity.names[side]: identity.merged_name
        for identity in found
        if identity.names.get(side, identity.merged_name) != identity.merged_name
    }


def _new(found: list[Identity], side: Side) -> Renames:
    return _renames([identity for identity in found if identity.is_filed_by(side)], side)


def _deleted(found: list[Identity], side: Side) -> frozenset[str]:
    return frozenset(
        identity.merged_name
        for identity in found
        if BASE in identity.names and side not in identity.names
    )


# The names of the issues.


def _wanted_name(identity: Identity, bearers: Bearers) -> str:
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
    if parent and parent.merged_name and parent.birth[0] <= identity.birth[0]:
        return f"{parent.merged_name}.{name.rpartition('.')[2]}"
    return name


def _side_with_newer_name(identity: Identity, ours: str, theirs: str, bearers: Bearers) -> Side:
    """Return the side whose name was made from the name of the other side. The result does not
    depend on which side is ours.
    """
    if theirs in identities.new_ids(ours, identity.birth):
        return THEIRS
    if ours in identities.new_ids(theirs, identity.birth):
        return OURS
    for side, name, other in ((OURS, ours, THEIRS), (THEIRS, theirs, OURS)):
        parent = ids.parent_of(name)
        bearer = bearers.get((side, parent)) if parent else None
        if bearer and bearer.merged_name and bearer.merged_name != parent:
            return other  # the parent has another name now
    return max((OURS, THEIRS), key=lambda side: identities.order(identity.names[side]))


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
    for identity in sorted(losers, key=_precedence):
        used = {**known, **{name: owner.birth for name, owner in owners.items()}}
        identity.merged_name = rename.choose(identity.merged_name, identity.birth, used)
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
    names = [identity.merged_name for identity in made]
    for identity in (*losers, *made):
        names += identities.new_ids(identity.merged_name, identity.birth)
    return births_of(names)


def _precedence(identity: Identity) -> tuple[datetime, str, list[tuple[int, int, str]]]:
    """Return the sort key that decides which issue keeps a name: the one that was filed first. Both
    sides come to the same.
    """
    filed_at, filed_by = identity.birth
    orders = sorted(identities.order(name) for name in set(identity.names.values()))
    return filed_at, filed_by or "", orders
