"""Merge an issue that both sides changed: one pure function for every merge.

The rule of each field is in `field_rules.py`. The result does not depend on which side is "ours",
except for what a person has to decide. Every value in it is of one side, except those that combine
both sides (labels, notes, keys).
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
from beadwork.model.merging.field_times import NOTHING_SET, FieldTimes, entries
from beadwork.model.merging.side import Sides

NEWEST, OURS, THEIRS = "newest", "ours", "theirs"
STRATEGIES = (NEWEST, OURS, THEIRS)

DROPPING = (
    rules.NEWEST,
    rules.STATE,
    rules.CLAIM,
    rules.KEYS,
    rules.BIRTH,
    rules.ORIGIN,
    rules.BY_VALUE,
    OURS,
    THEIRS,
)
"""The rules that take one value and drop the other. The other rules keep something of both."""

UNSET = object()
"""Stands for a field or a key that is not there."""


class Decision(NamedTuple):
    """A field that both sides changed to different values, and its merged value. The values are
    those of a row.
    """

    field: str
    """The field's name in JSON; `metadata.KEY` for a key of metadata."""
    rule: str
    ours: Any
    theirs: Any
    result: Any
    exact: bool = True
    """False where the time of the whole row was taken for the time of the field."""

    @property
    def dropped(self) -> tuple[Any, ...]:
        """The values that are nowhere in the result."""
        if self.rule not in DROPPING:
            return ()
        return tuple(value for value in (self.ours, self.theirs) if value != self.result)


class Merged(NamedTuple):
    """The result of merging an issue."""

    issue: Issue | None
    """None: the issue is deleted."""
    decisions: tuple[Decision, ...] = ()
    undecided: tuple[Decision, ...] = ()
    """The conflicts, which wait for a person. Until then the issue has the values of ours."""


class Precedence(NamedTuple):
    """Which of two values wins, by the times at which both sides set them."""

    ours: FieldTimes = NOTHING_SET
    theirs: FieldTimes = NOTHING_SET
    strategy: str = NEWEST

    def takes_ours(self, cells: Sequence[str], base: Any, ours: Any, theirs: Any) -> bool:
        """Tell whether the value of ours is taken; `cells` are the cells that are decided as one.

        | strategy       | ours is  | theirs is | taken                                         |
        |----------------|----------|-----------|-----------------------------------------------|
        | newest         | either   | either    | what was set last; of one time: what changed, |
        |                |          |           | then the greater as text                      |
        | ours or theirs | changed  | changed   | the strategy's side                           |
        | ours or theirs | the base | changed   | theirs                                        |
        | ours or theirs | changed  | the base  | ours                                          |
        """
        if self.strategy != NEWEST:
            return self.strategy == OURS if base not in (ours, theirs) else theirs == base
        our_time, their_time = (max(map(times.of, cells)) for times in (self.ours, self.theirs))
        if our_time != their_time:
            return our_time > their_time
        return theirs == base or (ours != base and as_text(ours) > as_text(theirs))

    @property
    def at_fork(self) -> Issue | None:
        """The issue that both sides began with, where the base of the merge lacks it: a side had
        deleted the issue, and it came back.
        """
        ours, theirs = self.ours.at_fork, self.theirs.at_fork
        if ours and theirs:
            return min(ours, theirs, key=lambda issue: issue.updated_at)
        return None

    @property
    def exact(self) -> bool:
        """Tell whether the times of both sides are those of their fields, not of the whole row."""
        return self.ours.exact and self.theirs.exact


def merge(
    base: Issue | None,
    ours: Issue | None,
    theirs: Issue | None,
    precedence: Precedence = Precedence(),  # noqa: B008 - an immutable value
) -> Merged:
    """Merge an issue whose row differs from the base on both sides. None is a missing row.

    | base    | one side | the other   | result                                            |
    |---------|----------|-------------|---------------------------------------------------|
    | there   | deleted  | as the base | deleted                                           |
    | either  | deleted  | edited      | the row as it was before it was deleted, merged   |
    |         |          |             | with the edit: an edit beats a delete             |
    | there   | edited   | edited      | merged field by field                             |
    | missing | filed    | filed       | merged field by field: it is one issue            |
    """
    if ours is None or theirs is None:
        edited = theirs if ours is None else ours
        if edited is None or (base is not None and not is_edited(base, edited)):
            return Merged(None)
        ours = ours or precedence.ours.before_deletion or edited
        theirs = theirs or precedence.theirs.before_deletion or edited
    if ours == theirs:
        return Merged(ours)
    rows = base or precedence.at_fork, ours, theirs
    found: dict[str, Any] = {}
    decisions: list[Decision] = []
    for group in TOGETHER:
        found.update(_together(group, rows, precedence, decisions))
    for field in rules.APART:
        found[field] = _entries(field, rows, precedence, decisions)
    for field in FIELDS:
        if field not in found:
            found[field] = _field(field, rows, precedence, decisions)
    return Merged(
        ours._replace(**found),
        tuple(decision for decision in decisions if decision.rule != rules.MANUAL),
        tuple(decision for decision in decisions if decision.rule == rules.MANUAL),
    )


def is_edited(base: Issue, issue: Issue) -> bool:
    """Tell whether an issue was edited since the base. A comment on it changes `updated_at`, and so
    counts too. A mark of where it came from (actions/peers/origin.py) does not: else a peer that
    only pulled an issue would bring it back after it was deleted.
    """
    if base.source_system is None:
        issue = issue._replace(source_system=None)
    return issue != base


Rows = tuple[Issue | None, Issue, Issue]
"""The base, ours and theirs. Without a base, every value counts as set on both sides."""


def _field(field: str, rows: Rows, precedence: Precedence, decisions: list[Decision]) -> Any:
    rule = FIELDS[field]
    values: list[Any] = [getattr(row, field, UNSET) for row in rows]
    base, ours, theirs = values
    if ours == theirs:
        return ours
    if rule == rules.LATEST:
        return max(ours, theirs)
    if rule in (rules.NEWEST, rules.CLAIM):
        result = ours if precedence.takes_ours([field], base, ours, theirs) else theirs
    elif base in (ours, theirs):
        return theirs if ours == base else ours
    else:
        result = _combined(field, base, ours, theirs, precedence)
    if _is_decision(base, ours, theirs, result):
        name, said = rules.name(field), _rule_applied(rule, precedence)
        decisions.append(Decision(name, said, ours, theirs, result, precedence.exact))
    return result


def _is_decision(base: Any, ours: Any, theirs: Any, result: Any) -> bool:
    """Tell whether the decision between two different values is reported.

    | both sides changed it | the result is the base's | reported                            |
    |-----------------------|--------------------------|-------------------------------------|
    | yes                   | either                   | yes                                 |
    | no                    | yes                      | yes: who set it to that meant it    |
    | no                    | no                       | no: the only change is taken        |
    """
    return base not in (ours, theirs) or bool(result == base)


def _combined(field: str, base: Any, ours: Any, theirs: Any, precedence: Precedence) -> Any:
    if FIELDS[field] == rules.NOTES:
        times = Sides(precedence.ours, precedence.theirs)
        return notes_merge.merge(None if base is UNSET else base, ours, theirs, times)
    if FIELDS[field] == rules.GREATEST:
        return max(ours, theirs)
    if FIELDS[field] == rules.ORIGIN:
        return max(ours, theirs, key=lambda mark: mark or "")
    return theirs if precedence.strategy == THEIRS else ours


def _rule_applied(rule: str, precedence: Precedence) -> str:
    """Return the rule to report. With a strategy, no field is left to a person."""
    if rule == rules.MANUAL and precedence.strategy != NEWEST:
        return precedence.strategy
    return rule


def _entries(field: str, rows: Rows, precedence: Precedence, decisions: list[Decision]) -> Any:
    """Decide a field key by key, or member by member."""
    rule = FIELDS[field]
    base, ours, theirs = (entries(row, field) for row in rows)
    found = {}
    for key in {**ours, **theirs}:
        before, our_cell, their_cell = (_cell(side, key) for side in (base, ours, theirs))
        taken = ours
        if our_cell != their_cell and not precedence.takes_ours(
            [f"{field}.{key}"], before, our_cell, their_cell
        ):
            taken = theirs
        if key in taken:
            found[key] = taken[key]
        if our_cell == their_cell or rule != rules.KEYS:
            continue
        if _is_decision(before, our_cell, their_cell, _cell(taken, key)):
            values = (ours.get(key), theirs.get(key), taken.get(key))
            decisions.append(Decision(f"{field}.{key}", rule, *values, precedence.exact))
    if rule == rules.KEYS:
        return found or None
    return _members(field, rows, sorted(found), decisions)


def _cell(side: Mapping[str, Any], key: str) -> Any:
    return as_cell(side[key]) if key in side else UNSET


def _members(
    field: str, rows: Rows, members: list[str], decisions: list[Decision]
) -> tuple[str, ...]:
    """Return the members of a set, in the order of a side if that side has the same members."""
    _, ours, theirs = (getattr(row, field, ()) for row in rows)
    for side in (ours, theirs):
        if sorted(side) == members:
            return side
    decisions.append(Decision(field, FIELDS[field], ours, theirs, tuple(members)))
    return tuple(members)


def _together(
    group: tuple[str, ...], rows: Rows, precedence: Precedence, decisions: list[Decision]
) -> dict[str, Any]:
    """Decide a group of fields as one: all of them are taken from the same side."""
    base, ours, theirs = ([getattr(row, field, UNSET) for field in group] for row in rows)
    if FIELDS[group[0]] == rules.BIRTH and base not in (ours, theirs):
        takes_ours = as_text(ours) <= as_text(theirs)
    else:
        takes_ours = precedence.takes_ours(group, base, ours, theirs)
    result = ours if takes_ours else theirs
    if _is_decision(base, ours, theirs, result):
        decisions += [
            Decision(rules.name(field), FIELDS[field], our, their, taken, precedence.exact)
            for field, our, their, taken in zip(group, ours, theirs, result, strict=True)
            if our != their
        ]
    return dict(zip(group, result, strict=True))


def as_text(value: Any) -> str:
    """Return a value as text to break ties by, the same on every side."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat(" ", "microseconds") if isinstance(value, datetime) else ""
