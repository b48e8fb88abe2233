"""When each value of an issue was set, as one side of a merge knows it: the newest edit of a field
wins, not of the row.

A later edit of another field must not carry an old title to victory; and only with a time for each
value do several merges in any order come to the same end. So the commits of a side are gone through
from the oldest on: an ordinary commit stamps what it changed with the `updated_at` that it wrote; a
merge passes on the newest stamp among the parents that have its value, and stamps with its own
`updated_at` what no parent has. A value that was set, and is by chance what it was before the sides
parted, has a stamp too: who set it meant it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.issues.issue import Issue
from beadwork.model.issues.json_object import as_cell

BY_KEY = ("metadata", "extra")
BY_MEMBER = ("labels", "waiters")
"""Fields of which each key, or each member, is a cell of its own."""


class Stamp(NamedTuple):
    """When a value was set, and (of an assignee) whether it came with a change of status; in the
    order of strength.
    """

    claimed: bool
    moment: datetime


LONG_AGO = Stamp(False, datetime.min)


class Piece(NamedTuple):
    """Something that was appended to the notes."""

    moment: datetime
    text: str


class Commit(NamedTuple):
    """One commit, with its parents; the first is the branch that it was made on."""

    hash: str
    parents: tuple[str, ...]


class Lineage(NamedTuple):
    """Where what one side has of an issue comes from, since the sides parted."""

    stamps: Mapping[str, Stamp]
    """By cell: a field, or `metadata.KEY`. What is not here is older."""
    pieces: frozenset[Piece] = frozenset()
    rewritten: datetime = datetime.min
    """When the notes were last changed otherwise than by adding to them."""
    exact: bool = True
    """False where the time of the whole row had to stand for that of its fields."""
    origin: Issue | None = None
    """The issue where this side parted from what is older; the merge's base may lack it, where the
    other had deleted it.
    """

    ghost: Issue | None = None
    """Where this side deleted the issue: what it was before, to which the stamps and pieces belong.
    """
    seen: str = ""
    """The commit that still has the ghost."""

    def of(self, cell: str) -> Stamp:
        """Return the stamp of a cell's present value."""
        return self.stamps.get(cell, LONG_AGO)


OLD = Lineage({})

Event = tuple[Issue | None, Issue | None]
"""An issue before and after a commit."""


class _Known(NamedTuple):
    """An issue at one commit."""

    commit: str
    issue: Issue | None
    lineage: Lineage


def of_row(before: Issue | None, after: Issue | None) -> Lineage:
    """Return the lineage of a side whose commits are not looked at: all that changed is as new as
    the row.
    """
    if after is None:
        return Lineage({}, exact=False)
    return _changed(before, after, OLD)._replace(exact=False)


def trace(
    commits: Sequence[Commit], events: Mapping[str, Event], outside: Mapping[str, Issue | None]
) -> tuple[Issue | None, Lineage]:
    """Return an issue and its lineage at the last of `commits`, which come parents first.

    `events` has, by commit, what it changed against its first parent; `outside` the issue at the
    parents that are not among the commits. What it had there is older than the parting, and so than
    all that is told of.
    """
    known: dict[str, _Known] = {
        commit: _Known(commit, issue, OLD) for commit, issue in outside.items()
    }
    last = _Known("", None, OLD)
    for commit in commits:
        parents = [known[parent] for parent in commit.parents]
        before, after = events.get(commit.hash, (parents[0].issue, parents[0].issue))
        if after is None:
            lineage = _gone(parents)
        elif len(parents) > 1:
            lineage = _joined(after, parents)
        elif before != after:
            lineage = _changed(before, after, parents[0].lineage)
        else:
            lineage = parents[0].lineage
        last = known[commit.hash] = _Known(commit.hash, after, lineage)
    origin = max(filter(None, outside.values()), key=lambda issue: issue.updated_at, default=None)
    return last.issue, last.lineage._replace(origin=origin)


def cells(issue: Issue | None) -> dict[str, Any]:
    """Return the values of an issue by cell; those of JSON as texts."""
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
    """Return the cells of a field that has several, by key; a member of a set has the value
    True.
    """
    value = getattr(issue, field, None) or {}
    return value if isinstance(value, dict) else dict.fromkeys(value, True)


def _gone(parents: Sequence[_Known]) -> Lineage:
    """Return the lineage of an issue that is not there: that of its ghost, the newest of a parent
    that had deleted it.
    """
    deleted = [known.lineage for known in parents if known.lineage.ghost and not known.issue]
    if deleted:
        return max(
            deleted, key=lambda lineage: lineage.ghost.updated_at if lineage.ghost else datetime.min
        )
    there = [
        known.lineage._replace(ghost=known.issue, seen=known.commit)
        for known in parents
        if known.issue
    ]
    return there[0] if there else OLD


def _changed(before: Issue | None, after: Issue, lineage: Lineage) -> Lineage:
    """Return the lineage behind an ordinary commit."""
    old, new = cells(before), cells(after)
    moment = after.updated_at
    claimed = before is not None and before.status != after.status
    stamps = dict(lineage.stamps) if before else {}
    for cell in {**old, **new}:
        if before is None or old.get(cell) != new.get(cell):
            stamps[cell] = Stamp(claimed and cell == "assignee", moment)
    pieces, rewritten = (
        (lineage.pieces, lineage.rewritten) if before else (frozenset(), datetime.min)
    )
    if new["notes"] != old.get("notes"):
        added = appended(old.get("notes"), new["notes"])
        if added is None:
            rewritten = max(rewritten, moment)
        else:
            pieces |= {Piece(moment, added)}
    return Lineage(stamps, pieces, rewritten)


def appended(before: str | None, after: str | None) -> str | None:
    """Return what was added behind a text, None where it was changed otherwise."""
    if not before:
        return after
    if after is None or not after.startswith(f"{before}\n"):
        return None
    return after[len(before) + 1 :]


def _joined(issue: Issue, parents: Sequence[_Known]) -> Lineage:
    """Return the lineage behind a merge."""
    rows = [(parent.issue or parent.lineage.ghost, parent.lineage) for parent in parents]
    there = [(cells(row), lineage) for row, lineage in rows if row]
    own = Stamp(False, issue.updated_at)
    new = cells(issue)
    stamps = {}
    for cell in {cell for old, lineage in there for cell in (*old, *lineage.stamps)} | new.keys():
        passed = [lineage.of(cell) for old, lineage in there if old.get(cell) == new.get(cell)]
        stamps[cell] = max(passed, default=own)
    return Lineage(
        stamps,
        frozenset().union(*(parent.lineage.pieces for parent in parents)),
        max(parent.lineage.rewritten for parent in parents),
        all(parent.lineage.exact for parent in parents),
    )
