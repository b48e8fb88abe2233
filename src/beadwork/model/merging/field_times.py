"""When each value of an issue was set, as one side of a merge knows it.

The newest edit of a field wins, not the newest edit of the row: a later edit of another field must
not carry an old title to victory. With a time for each value, several merges in any order also end
the same.

The commits of a side are read from the oldest on:

- An ordinary commit dates what it changed with the `updated_at` that it wrote.
- A merge passes on the newest time among the parents that have its value. It dates what no parent
  has with its own `updated_at`.

A value that was set back to what it was at the base has a time too: the person who set it meant it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.issues.issue import Issue
from beadwork.model.issues.json_object import as_cell
from beadwork.model.merging.field_rules import FIELDS, KEYS, UNION

BY_KEY = tuple(field for field, rule in FIELDS.items() if rule == KEYS)
BY_MEMBER = tuple(field for field, rule in FIELDS.items() if rule == UNION)
"""Fields of which each key (BY_KEY) or each member (BY_MEMBER) is a cell of its own."""


class SetTime(NamedTuple):
    """When a value was set, and for an assignee whether the same write changed the status.

    The greater of two wins.
    """

    claimed: bool
    moment: datetime


LONG_AGO = SetTime(False, datetime.min)


class Addition(NamedTuple):
    """Lines that one write appended to the notes."""

    moment: datetime
    text: str


class Commit(NamedTuple):
    """One commit with its parents. The first parent is on the branch that the commit was made
    on.
    """

    hash: str
    parents: tuple[str, ...]


class FieldTimes(NamedTuple):
    """When one side set the values of an issue, since the base."""

    times: Mapping[str, SetTime]
    """By cell: a field, or `metadata.KEY`. A cell that is not here was set before the base."""
    additions: frozenset[Addition] = frozenset()
    """The additions to the notes."""
    rewritten: datetime = datetime.min
    """When the notes were last changed other than by appending."""
    exact: bool = True
    """False where the time of the whole row is taken for the times of its fields."""
    at_fork: Issue | None = None
    """The issue at the newest commit that is not of this side alone. The base of the merge lacks
    the issue where the other side had deleted it.
    """

    before_deletion: Issue | None = None
    """The issue before this side deleted it, None where this side has it. The times and additions
    are of that row.
    """
    last_commit: str = ""
    """The last commit that has the issue, where this side deleted it; else ""."""

    def of(self, cell: str) -> SetTime:
        """Return when the present value of a cell was set."""
        return self.times.get(cell, LONG_AGO)


NOTHING_SET = FieldTimes({})

RowChange = tuple[Issue | None, Issue | None]
"""An issue before and after a commit."""


class _AtCommit(NamedTuple):
    """An issue at one commit, and when its values were set."""

    commit: str
    issue: Issue | None
    times: FieldTimes


def of_row(before: Issue | None, after: Issue | None) -> FieldTimes:
    """Return the times of a side whose commits are not read: each changed value has the time of the
    row.
    """
    if after is None:
        return FieldTimes({}, exact=False)
    return _after_commit(before, after, NOTHING_SET)._replace(exact=False)


def trace(
    commits: Sequence[Commit],
    changes: Mapping[str, RowChange],
    outside: Mapping[str, Issue | None],
) -> tuple[Issue | None, FieldTimes]:
    """Return an issue and its times at the last of `commits`. Parents come before their children.

    `changes` has, by commit, the change of the issue against the first parent. `outside` has the
    issue at the parents that are not among `commits`. Its values there are older than all times.
    """
    known: dict[str, _AtCommit] = {
        commit: _AtCommit(commit, issue, NOTHING_SET) for commit, issue in outside.items()
    }
    last = _AtCommit("", None, NOTHING_SET)
    for commit in commits:
        parents = [known[parent] for parent in commit.parents]
        change = changes.get(commit.hash, (parents[0].issue, parents[0].issue))
        last = known[commit.hash] = _AtCommit(commit.hash, change[1], _times(change, parents))
    forks = filter(None, outside.values())
    at_fork = max(forks, key=lambda issue: issue.updated_at, default=None)
    return last.issue, last.times._replace(at_fork=at_fork)


def _times(change: RowChange, parents: Sequence[_AtCommit]) -> FieldTimes:
    before, after = change
    if after is None:
        return _after_deletion(parents)
    if len(parents) > 1:
        return _after_merge(after, parents)
    if before != after:
        return _after_commit(before, after, parents[0].times)
    return parents[0].times


def cells(issue: Issue | None) -> dict[str, Any]:
    """Return the values of an issue by cell, JSON values as text."""
    if issue is None:
        return {}
    found = dict(zip(issue._fields, issue, strict=True))
    for field in (*BY_KEY, *BY_MEMBER):
        del found[field]
        found.update(
            {f"{field}.{key}": as_cell(value) for key, value in entries(issue, field).items()}
        )
    return found


def entries(issue: Issue | None, field: str) -> dict[str, Any]:
    """Return the cells of a field that has several, by key. The value of a member of a set is
    True.
    """
    value = getattr(issue, field, None) or {}
    return value if isinstance(value, dict) else dict.fromkeys(value, True)


def _after_deletion(parents: Sequence[_AtCommit]) -> FieldTimes:
    """Return the times of an issue that a commit does not have.

    | a parent has deleted it | a parent has it | the times are                         |
    |-------------------------|-----------------|---------------------------------------|
    | yes                     | either          | those of the deleted row, the newest  |
    | no                      | yes             | those of that row, which goes now     |
    | no                      | no              | none                                  |
    """
    deleted = [
        parent.times for parent in parents if parent.times.before_deletion and not parent.issue
    ]
    if deleted:
        return max(deleted, key=_last_update)
    for parent in parents:
        if parent.issue:
            return parent.times._replace(before_deletion=parent.issue, last_commit=parent.commit)
    return NOTHING_SET


def _last_update(times: FieldTimes) -> datetime:
    return times.before_deletion.updated_at if times.before_deletion else datetime.min


def _after_commit(before: Issue | None, after: Issue, times: FieldTimes) -> FieldTimes:
    """Return the times after an ordinary commit."""
    old, new = cells(before), cells(after)
    claimed = before is not None and before.status != after.status
    found = dict(times.times) if before else {}
    for cell in {**old, **new}:
        if before is None or old.get(cell) != new.get(cell):
            found[cell] = SetTime(claimed and cell == "assignee", after.updated_at)
    notes = times if before else NOTHING_SET
    additions, rewritten = notes.additions, notes.rewritten
    if new["notes"] != old.get("notes"):
        added = appended(old.get("notes"), new["notes"])
        if added is None:
            rewritten = max(rewritten, after.updated_at)
        else:
            additions |= {Addition(after.updated_at, added)}
    return FieldTimes(found, additions, rewritten)


def appended(before: str | None, after: str | None) -> str | None:
    """Return what was appended to a text, None where it was changed in another way."""
    if not before:
        return after
    if after is None or not after.startswith(f"{before}\n"):
        return None
    return after[len(before) + 1 :]


def _after_merge(issue: Issue, parents: Sequence[_AtCommit]) -> FieldTimes:
    """Return the times after a merge."""
    rows = [(parent.issue or parent.times.before_deletion, parent.times) for parent in parents]
    had = [(cells(row), times) for row, times in rows if row]
    own = SetTime(False, issue.updated_at)
    new = cells(issue)
    found = {}
    for cell in {cell for old, times in had for cell in (*old, *times.times)} | new.keys():
        passed_on = [times.of(cell) for old, times in had if old.get(cell) == new.get(cell)]
        found[cell] = max(passed_on, default=own)
    return FieldTimes(
        found,
        frozenset().union(*(parent.times.additions for parent in parents)),
        max(parent.times.rewritten for parent in parents),
        all(parent.times.exact for parent in parents),
    )
