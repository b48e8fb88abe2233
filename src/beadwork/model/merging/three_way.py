"""Decide what becomes of an issue that both sides of a merge changed: one pure function, used by
every merge there is.

Driven by the table of `merge_rules.py`. The result does not depend on which side is "ours", except
for what a person has to decide; nothing is in it that no side had, except what was brought together
of both (labels, notes, keys).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.issues.issue import Issue
from beadwork.model.issues.json_object import as_cell
from beadwork.model.merging import field_rules as rules
from beadwork.model.merging import notes_merge
from beadwork.model.merging.field_rules import FIELDS, TOGETHER
from beadwork.model.merging.field_times import OLD, Lineage, entries

NEWEST, OURS, THEIRS = "newest", "ours", "theirs"
STRATEGIES = (NEWEST, OURS, THEIRS)

LOSING = (
    rules.NEWEST,
    rules.STATE,
    rules.CLAIM,
    rules.KEYS,
    rules.BIRTH,
    rules.BY_VALUE,
    OURS,
    THEIRS,
)
"""The rules that take one value and drop another; the others keep something of both."""


UNSET = object()
"""Stands for a field or a key that is not there."""


class Decision(NamedTuple):
    """A field that both sides changed to different values, and what it is now. Values as a row has
    them.
    """

    field: str
    """By its name in JSON; a key of metadata as `metadata.KEY`."""
    rule: str
    ours: Any
    theirs: Any
    result: Any
    exact: bool = True
    """False where the time of the whole row stood for that of the field."""

    @property
    def dropped(self) -> tuple[Any, ...]:
        """What is nowhere in the result."""
        if self.rule not in LOSING:
            return ()
        return tuple(value for value in (self.ours, self.theirs) if value != self.result)


class Merged(NamedTuple):
    """What became of an issue."""

    issue: Issue | None
    """None: it is gone."""
    decisions: tuple[Decision, ...] = ()
    open: tuple[Decision, ...] = ()
    """What waits for a person; ours is in the issue meanwhile."""


class Sides(NamedTuple):
    """Where the values of both sides come from, and who wins where they differ."""

    ours: Lineage = OLD
    theirs: Lineage = OLD
    strategy: str = NEWEST

    def wins(self, cells: Sequence[str], before: Any, ours: Any, theirs: Any) -> bool:
        """Tell whether ours is taken: what was set last, or as the strategy says where both differ
        from before.
        """
        if self.strategy != NEWEST:
            return self.strategy == OURS if before not in (ours, theirs) else theirs == before
        mine, yours = (max(map(lineage.of, cells)) for lineage in (self.ours, self.theirs))
        if mine != yours:
            return mine > yours
        return theirs == before or (ours != before and as_text(ours) > as_text(theirs))

    @property
    def origin(self) -> Issue | None:
        """What both sides began with, where the merge's base has no such issue: a side had deleted
        it, and it came back.
        """
        mine, yours = self.ours.origin, self.theirs.origin
        return min(mine, yours, key=lambda issue: issue.updated_at) if mine and yours else None

    @property
    def exact(self) -> bool:
        """Tell whether the times are those of the fields."""
        return self.ours.exact and self.theirs.exact


def merge(
    base: Issue | None,
    ours: Issue | None,
    theirs: Issue | None,
    sides: Sides = Sides(),  # noqa: B008 - an immutable value
) -> Merged:
    """Return what becomes of an issue of which both sides have a row that differs from the base's.

    None is a row that is not there. An edit beats a delete; whether a row that differs was edited
    is for the caller to say (`is_edited`). Without a base it was made on both sides, and is one
    issue.
    """
    if ours is None or theirs is None:
        edited = theirs if ours is None else ours
        if edited is None or (base is not None and not is_edited(base, edited)):
            return Merged(None)
        ours, theirs = ours or sides.ours.ghost or edited, theirs or sides.theirs.ghost or edited
    if ours == theirs:
        return Merged(ours)
    rows = base or sides.origin, ours, theirs
    found: dict[str, Any] = {}
    decisions: list[Decision] = []
    for group in TOGETHER:
        found.update(_together(group, rows, sides, decisions))
    for field in rules.APART:
        found[field] = _entries(field, rows, sides, decisions)
    for field in FIELDS:
        if field not in found:
            found[field] = _field(field, rows, sides, decisions)
    waiting = tuple(one for one in decisions if one.rule == rules.MANUAL)
    return Merged(
        ours._replace(**found), tuple(one for one in decisions if one.rule != rules.MANUAL), waiting
    )


def is_edited(base: Issue, issue: Issue) -> bool:
    """Tell whether somebody did something about an issue; a comment on it shows in `updated_at`."""
    return issue != base


Rows = tuple[Issue | None, Issue, Issue]
"""Base, ours, theirs; without a base every value was set on both sides."""


def _field(field: str, rows: Rows, sides: Sides, decisions: list[Decision]) -> Any:
    rule = FIELDS[field]
    values: list[Any] = [getattr(row, field, UNSET) for row in rows]
    before, mine, yours = values
    if mine == yours:
        return mine
    if rule == rules.LATEST:
        return max(mine, yours)
    if rule in (rules.NEWEST, rules.CLAIM):
        result = mine if sides.wins([field], before, mine, yours) else yours
    elif before in (mine, yours):
        return yours if mine == before else mine
    else:
        result = _decide(field, before, mine, yours, sides)
    if before not in (mine, yours) or result == before:
        decisions.append(
            Decision(rules.name(field), _rule(rule, sides), mine, yours, result, sides.exact)
        )
    return result


def _decide(field: str, before: Any, mine: Any, yours: Any, sides: Sides) -> Any:
    if FIELDS[field] == rules.NOTES:
        return notes_merge.merge(
            None if before is UNSET else before, mine, yours, (sides.ours, sides.theirs)
        )
    if FIELDS[field] == rules.GREATEST:
        return max(mine, yours)
    return yours if sides.strategy == THEIRS else mine


def _rule(rule: str, sides: Sides) -> str:
    """Return what is said to have decided: what was to be decided by a person is not, where a
    strategy is given.
    """
    return sides.strategy if rule == rules.MANUAL and sides.strategy != NEWEST else rule


def _entries(field: str, rows: Rows, sides: Sides, decisions: list[Decision]) -> Any:
    """Decide a field key by key, or member by member."""
    rule = FIELDS[field]
    base, ours, theirs = (entries(row, field) for row in rows)
    found = {}
    for key in {**ours, **theirs}:
        before, mine, yours = (_cell(side, key) for side in (base, ours, theirs))
        chosen = (
            ours if mine == yours or sides.wins([f"{field}.{key}"], before, mine, yours) else theirs
        )
        if key in chosen:
            found[key] = chosen[key]
        if (
            rule == rules.KEYS
            and mine != yours
            and (before not in (mine, yours) or _cell(chosen, key) == before)
        ):
            decisions.append(
                Decision(
                    f"{field}.{key}",
                    rule,
                    ours.get(key),
                    theirs.get(key),
                    chosen.get(key),
                    sides.exact,
                )
            )
    return found or None if rule == rules.KEYS else _members(field, rows, sorted(found), decisions)


def _cell(side: Mapping[str, Any], key: str) -> Any:
    return as_cell(side[key]) if key in side else UNSET


def _members(
    field: str, rows: Rows, found: list[str], decisions: list[Decision]
) -> tuple[str, ...]:
    """Return the members of a set; in the order that they have, where a side has the same."""
    _, mine, yours = (getattr(row, field, ()) for row in rows)
    for side in (mine, yours):
        if sorted(side) == found:
            return side
    decisions.append(Decision(field, FIELDS[field], mine, yours, tuple(found)))
    return tuple(found)


def _together(
    group: tuple[str, ...], rows: Rows, sides: Sides, decisions: list[Decision]
) -> dict[str, Any]:
    """Decide fields as one: all of them are taken from the same side."""
    before, mine, yours = ([getattr(row, field, UNSET) for field in group] for row in rows)
    if FIELDS[group[0]] == rules.BIRTH and before not in (mine, yours):
        won = as_text(mine) <= as_text(yours)
    else:
        won = sides.wins(group, before, mine, yours)
    result = mine if won else yours
    if before not in (mine, yours) or result == before:
        for field, one, other, taken in zip(group, mine, yours, result, strict=True):
            if one != other:
                decisions.append(
                    Decision(rules.name(field), FIELDS[field], one, other, taken, sides.exact)
                )
    return dict(zip(group, result, strict=True))


def as_text(value: Any) -> str:
    """Return a value as the text that breaks ties, the same on every side."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat(" ", "microseconds") if isinstance(value, datetime) else ""
