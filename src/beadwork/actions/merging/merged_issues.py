"""Decide the issues that both sides of a merge changed, or that a rename concerns.

1. The issues are read at the base and on both sides, under their ids after the merge.
2. The times of their values are read, where they matter.
3. Each issue is decided by itself.
4. Where an edit brought a deleted parent back, its children get their parent back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from beadwork.actions.merging import field_times
from beadwork.actions.merging.merge_inputs import BroughtBack, Inputs
from beadwork.actions.merging.merge_report import Compared, ComparedRows
from beadwork.model.issues.issue import Issue
from beadwork.model.merging import field_rules, rename, three_way
from beadwork.model.merging.field_times import NOTHING_SET, FieldTimes
from beadwork.model.merging.rename import Renames
from beadwork.model.merging.side import Side, Sides, Versions
from beadwork.model.merging.three_way import Merged, Precedence
from beadwork.store import merging

Issues = Mapping[str, Issue]
Times = Sides[Mapping[str, FieldTimes]]


class MergedIssues(NamedTuple):
    """The decided issues of a merge."""

    compared: ComparedRows
    merged: dict[str, Merged]
    """The issues that both sides changed, by id."""
    brought_back: list[BroughtBack]
    unused_ids: set[str]
    """Old ids of renamed issues that no other issue has."""


def decide(inputs: Inputs) -> MergedIssues:
    """Decide the issues and return them."""
    ids = _ids(inputs)
    versions = _read(inputs, ids)
    by_id = {
        issue_id: Versions(*(rows.get(issue_id) for rows in versions))
        for issue_id in sorted({*versions.base, *versions.ours, *versions.theirs})
    }
    timed = [issue_id for issue_id, rows in by_id.items() if _needs_times(rows)]
    times = _read_times(inputs, versions, timed)
    merged = {
        issue_id: three_way.merge(*rows, _precedence(times, issue_id, inputs.request.strategy))
        for issue_id, rows in by_id.items()
        if _is_contested(rows)
    }
    compared: ComparedRows = {}
    for issue_id, rows in by_id.items():
        result = merged[issue_id].issue if issue_id in merged else _changed_one(rows)
        compared["issues", (issue_id,)] = Compared(*rows, result)
    brought_back = _brought_back(inputs, by_id, times, merged)
    for back in brought_back:
        compared.update(_children_with_parent(inputs, back, compared))
    unused = ids - {issue_id for _, (issue_id,) in compared}
    return MergedIssues(compared, merged, brought_back, unused)


def _ids(inputs: Inputs) -> set[str]:
    """Return the ids to read: of issues changed on both sides, of renamed ones, and of children of
    renamed ones.
    """
    changes, renaming = inputs.changes, inputs.renaming
    ids = set(changes.ours.issues) & set(changes.theirs.issues)
    for side, renames in ((changes.ours, renaming.ours), (changes.theirs, renaming.theirs)):
        ids |= {
            issue_id
            for issue_id, (_, after) in side.issues.items()
            if after and after.parent in renames
        }
    return ids | renaming.ids


def _read(inputs: Inputs, ids: set[str]) -> Versions[Issues]:
    """Return the issues at the base and on both sides, under their ids after the merge."""
    renaming = inputs.renaming
    base, ours, theirs = (
        _renamed(rows, renames)
        for rows, renames in zip(
            merging.issues_at(inputs.reader, inputs.commits, ids),
            (renaming.base, renaming.ours, renaming.theirs),
            strict=True,
        )
    )
    return Versions(
        base,
        _without_lost_parents(base, ours, theirs, renaming.deleted.ours),
        _without_lost_parents(base, theirs, ours, renaming.deleted.theirs),
    )


def _renamed(rows: Issues, renames: Renames) -> Issues:
    found = (rename.issue(row, renames) for row in rows.values())
    return {row.id: row for row in found}


def _without_lost_parents(
    base: Issues, side: Issues, other: Issues, deleted: frozenset[str]
) -> Issues:
    """Return the issues of a side. The loss of a deleted parent alone does not count as an edit.

    | only the parent changed | the other side deleted the issue | the issue counts as |
    |-------------------------|----------------------------------|---------------------|
    | yes                     | yes                              | not edited          |
    | yes                     | no                               | edited              |
    | no                      | either                           | edited              |
    """

    def is_unedited(row: Issue) -> bool:
        before = base.get(row.id)
        return (
            before is not None
            and before.parent in deleted
            and row == before._replace(parent=None, updated_at=row.updated_at)
        )

    return {
        issue_id: base[issue_id] if issue_id not in other and is_unedited(row) else row
        for issue_id, row in side.items()
    }


def _is_contested(rows: Versions[Issue | None]) -> bool:
    """Tell whether both sides changed an issue, to different values."""
    return rows.ours != rows.theirs and rows.base not in rows.sides


def _changed_one(rows: Versions[Issue | None]) -> Issue | None:
    """Return the row of the side that changed it. At most one side did."""
    return rows.theirs if rows.ours == rows.base else rows.ours


# When values were set


def _needs_times(rows: Versions[Issue | None]) -> bool:
    """Tell whether it matters when the values of an issue were set.

    | base    | ours and theirs           | the times matter                                |
    |---------|---------------------------|-------------------------------------------------|
    | there   | one deleted, one edited   | yes                                             |
    | missing | one filed, one missing    | no                                              |
    | either  | one is the same as base   | no                                              |
    | either  | both edited               | if a field differs whose rule asks for the time |
    """
    base, ours, theirs = rows
    if ours is None or theirs is None:
        edited = ours or theirs
        return base is not None and edited is not None and edited != base
    if base in (ours, theirs):
        return False
    return any(
        getattr(ours, field) != getattr(theirs, field)
        for field, rule in field_rules.FIELDS.items()
        if rule in field_rules.BY_TIME
    )


def _read_times(inputs: Inputs, versions: Versions[Issues], ids: Collection[str]) -> Times:
    """Return, for each side, when the values of these issues were set. This takes at least one
    round trip.
    """
    if not ids:
        return Sides({}, {})
    renaming = inputs.renaming
    return Sides(
        _times_of_side(inputs, versions, ids, Side.OURS, renaming.ours),
        _times_of_side(inputs, versions, ids, Side.THEIRS, renaming.theirs),
    )


def _times_of_side(
    inputs: Inputs,
    versions: Versions[Issues],
    ids: Collection[str],
    side: Side,
    renames: Renames,
) -> dict[str, FieldTimes]:
    old_ids = {new: old for old, new in renames.items()}
    # An id that another issue has on this side is not looked up here: the renamed issue never had a
    # row of that id.
    new_ids = {
        old_ids.get(issue_id, issue_id): issue_id
        for issue_id in ids
        if issue_id in old_ids or issue_id not in renames
    }
    before, after = (
        {old: rows[new] for old, new in new_ids.items() if new in rows}
        for rows in (versions.base, versions.of(side))
    )
    commits = inputs.commits
    found = field_times.read(
        inputs.reader, commits.base, commits.of(side), tuple(new_ids), (before, after)
    )
    return {new_ids[old]: _follow(times, renames) for old, times in found.items()}


def _follow(times: FieldTimes, renames: Renames) -> FieldTimes:
    return times._replace(
        at_fork=times.at_fork and rename.issue(times.at_fork, renames),
        before_deletion=times.before_deletion and rename.issue(times.before_deletion, renames),
    )


def _precedence(times: Times, issue_id: str, strategy: str) -> Precedence:
    return Precedence(
        times.ours.get(issue_id, NOTHING_SET), times.theirs.get(issue_id, NOTHING_SET), strategy
    )


# Issues that are brought back


def _brought_back(
    inputs: Inputs,
    by_id: Mapping[str, Versions[Issue | None]],
    times: Times,
    merged: Mapping[str, Merged],
) -> list[BroughtBack]:
    """Return the issues of the base that one side deleted and that the merge keeps."""
    found = []
    for issue_id, outcome in merged.items():
        rows = by_id[issue_id]
        if outcome.issue and rows.base and None in rows.sides:
            side = Side.OURS if rows.ours is None else Side.THEIRS
            known = times.of(side).get(issue_id, NOTHING_SET)
            found.append(BroughtBack(issue_id, side, known.last_commit or inputs.commits.base))
    return found


def _children_with_parent(
    inputs: Inputs, back: BroughtBack, compared: ComparedRows
) -> ComparedRows:
    """Return the children of an issue that is brought back, with their parent again. A child that
    has another parent meanwhile keeps that parent.
    """
    children = merging.children_at(inputs.reader, back.last_commit, [back.id])
    tip = inputs.commits.of(back.deleted_by)
    (present,) = merging.issues_at(inputs.reader, [tip], children)
    changes = inputs.changes.of(back.deleted_by)
    found: ComparedRows = {}
    for child in children:
        known = compared.get(("issues", (child,)))
        row = known.result if known else present.get(child) if child in changes.issues else None
        if row and row.parent is None:
            by_us = back.deleted_by is Side.OURS
            known = known or Compared(None, row if by_us else None, None if by_us else row, row)
            found["issues", (child,)] = known._replace(result=row._replace(parent=back.id))
    return found
