"""The differences between two commits: issue by issue, and the other tables by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.versions import revisions
from beadwork.dolt.writing import dolt_commit
from beadwork.model.dependencies.readiness import OVER
from beadwork.model.history import changes
from beadwork.model.history.changes import Change
from beadwork.model.times import past_dates
from beadwork.store.history import diffs

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


class Differences(NamedTuple):
    """The differences of the tracker from the commit `before` to the commit `after`."""

    before: str
    after: str
    changes: list[Change]
    """By id, each with the issue's title."""
    tables: dict[str, int]
    """The number of rows that differ, by the name of the table, for tables other than those of
    issues.
    """
    uncommitted: bool
    """Whether the branch has uncommitted rows; False where a commit was asked for by a ref."""


class Summary(NamedTuple):
    """The counts of the differences."""

    created: int
    changed: int
    closed: int
    """The created and changed issues that are over now and were not before."""
    deleted: int
    fields: int
    """The fields of changed issues."""
    dependencies_added: int
    dependencies_removed: int
    comments_added: int
    comments_removed: int


def differences(
    reader: Reader, before: str | None, after: str | None, now: datetime
) -> Differences:
    """Return what changed from one ref to another, by default from the beginning of yesterday to
    the newest commit of the branch. A branch that is younger is compared with its first commit.

    Raises:
        NotFound, Ambiguous: a ref names no commit, or several.
    """
    older = (
        _yesterday(reader, now) if before is None else revisions.resolve(reader, before, now).commit
    )
    newer = revisions.resolve(reader, after or "HEAD", now).commit
    found = changes.between(diffs.between(reader, older, newer))
    dirty = after is None and bool(reader.read(dolt_commit.UNCOMMITTED)[0].rows)
    return Differences(
        older, newer, _titled(reader, newer, found), diffs.others(reader, older, newer), dirty
    )


def _yesterday(reader: Reader, now: datetime) -> str:
    moment = past_dates.parse("yesterday", now)
    found = revisions.commit_at(reader, moment)
    return found[0] if found else revisions.first_commit(reader)


def summary(changes_made: Iterable[Change], over: tuple[str, ...] = OVER) -> Summary:
    """Count the changes."""
    all_of = list(changes_made)
    kinds = [change.kind for change in all_of]
    return Summary(
        created=kinds.count(changes.CREATED),
        changed=kinds.count(changes.CHANGED),
        closed=sum(_is_closed(change, over) for change in all_of),
        deleted=kinds.count(changes.DELETED),
        fields=sum(len(change.fields) for change in all_of if change.kind == changes.CHANGED),
        dependencies_added=sum(len(change.dependencies_added) for change in all_of),
        dependencies_removed=sum(len(change.dependencies_removed) for change in all_of),
        comments_added=sum(len(change.comments_added) for change in all_of),
        comments_removed=sum(len(change.comments_removed) for change in all_of),
    )


def _is_closed(change: Change, over: tuple[str, ...]) -> bool:
    status = change.field("status")
    return bool(status and status.after in over and status.before not in over)


def _titled(reader: Reader, commit: str, changes_made: list[Change]) -> list[Change]:
    """Fill in the titles of issues whose edges or comments alone changed."""
    without = [change.id for change in changes_made if not change.title]
    titles = diffs.titles(reader, commit, without)
    return [
        change if change.title else change._replace(title=titles.get(change.id, ""))
        for change in changes_made
    ]
