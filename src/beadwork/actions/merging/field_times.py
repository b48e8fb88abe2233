"""Read when each value was set on one side of a merge, for the issues where that matters.

Every write sets `updated_at`, so an issue with the same row at two commits was not changed between
them. The commits that changed an issue are found by bisection: a thousand commits cost ten round
trips instead of a thousand diffs. Where a side has too many commits, the time of the whole row
stands for the times of its fields, and the decision says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.versions import merging as branches
from beadwork.model.issues.issue import Issue
from beadwork.model.merging import field_times
from beadwork.model.merging.field_times import Commit, FieldTimes, RowChange
from beadwork.store import merging

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

MOST_COMMITS = 5000
"""The largest number of commits of one side that are searched."""

Rows = Mapping[str, Issue]


class Stretch(NamedTuple):
    """Consecutive commits along first parents, the newest first, and the issues that differ between
    both ends.
    """

    path: Sequence[str]
    ids: frozenset[str]


def read(
    reader: Reader, base: str, tip: str, ids: Collection[str], rows: tuple[Rows, Rows]
) -> dict[str, FieldTimes]:
    """Return when the values of each issue were set on the side of `tip`. `rows` has the issues at
    the base and at the tip.
    """
    commits = branches.commits(reader, base, tip)
    if len(commits) > MOST_COMMITS:
        before, after = rows
        return {
            issue_id: field_times.of_row(before.get(issue_id), after.get(issue_id))
            for issue_id in ids
        }
    own = {commit.hash for commit in commits}
    outside = sorted({parent for commit in commits for parent in commit.parents} - own)
    issues = _IssuesAtCommits(reader)
    changes = _changes(issues, commits, frozenset(ids))
    return {
        issue_id: field_times.trace(
            commits,
            changes[issue_id],
            {commit: issues.at(commit, issue_id) for commit in outside},
        )[1]
        for issue_id in ids
    }


class _IssuesAtCommits:
    """Issues at commits, each read once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.known: dict[tuple[str, str], Issue | None] = {}

    def read(self, wanted: Mapping[str, Collection[str]]) -> None:
        """Read the wanted issues at each commit."""
        found = merging.issues_by_commit(self.reader, wanted)
        for commit, ids in wanted.items():
            self.known.update({(commit, issue_id): found[commit].get(issue_id) for issue_id in ids})

    def at(self, commit: str, issue_id: str) -> Issue | None:
        """Return an issue at a commit at which it was read."""
        return self.known[commit, issue_id]

    def stretch(self, path: Sequence[str], ids: Collection[str]) -> Stretch:
        """Return a path with those of `ids` that differ between both ends."""
        newest, oldest = path[0], path[-1]
        differing = (
            issue_id for issue_id in ids if self.at(newest, issue_id) != self.at(oldest, issue_id)
        )
        return Stretch(path, frozenset(differing))


def _changes(
    issues: _IssuesAtCommits, commits: Sequence[Commit], ids: frozenset[str]
) -> dict[str, dict[str, RowChange]]:
    """Return, by issue and commit, what each commit did to it against its first parent."""
    paths = _paths(commits)
    issues.read({end: ids for path in paths for end in (path[0], path[-1])})
    found: dict[str, dict[str, RowChange]] = {issue_id: {} for issue_id in ids}
    stretches = [issues.stretch(path, ids) for path in paths]
    while stretches := [stretch for stretch in stretches if stretch.ids]:
        for (commit, parent), differing in _single(stretches):
            for issue_id in differing:
                change = (issues.at(parent, issue_id), issues.at(commit, issue_id))
                found[issue_id][commit] = change
        stretches = _halved(issues, [stretch for stretch in stretches if len(stretch.path) > 2])
    return found


def _single(stretches: Iterable[Stretch]) -> Iterable[Stretch]:
    """Return the stretches that are one commit and its parent."""
    return (stretch for stretch in stretches if len(stretch.path) == 2)


def _halved(issues: _IssuesAtCommits, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return both halves of each stretch, with one round trip for all."""
    middles = [len(stretch.path) // 2 for stretch in stretches]
    issues.read(
        {
            stretch.path[middle]: stretch.ids
            for stretch, middle in zip(stretches, middles, strict=True)
        }
    )
    return [
        issues.stretch(half, stretch.ids)
        for stretch, middle in zip(stretches, middles, strict=True)
        for half in (stretch.path[: middle + 1], stretch.path[middle:])
    ]


def _paths(commits: Sequence[Commit]) -> list[list[str]]:
    """Return the stretches of history between joints.

    A joint is a merge, a parent of a merge, a fork, a tip, or a commit outside `commits`. Each step
    from a commit to its first parent is in one stretch. Every parent of a merge ends a stretch.
    """
    by_hash = {commit.hash: commit for commit in commits}
    joints = _joints(commits)
    found = []
    for commit in commits:
        if commit.hash not in joints or not commit.parents:
            continue
        path = [commit.hash, commit.parents[0]]
        while path[-1] not in joints:
            path.append(by_hash[path[-1]].parents[0])
        found.append(path)
        found += [[parent, parent] for parent in commit.parents[1:]]
    return found


def _joints(commits: Sequence[Commit]) -> set[str]:
    children: dict[str, int] = {}
    for commit in commits:
        for parent in commit.parents:
            children[parent] = children.get(parent, 0) + 1
    merges = [commit for commit in commits if len(commit.parents) != 1]
    tips_and_forks = {commit.hash for commit in commits if children.get(commit.hash, 0) != 1}
    outside = children.keys() - {commit.hash for commit in commits}
    return (
        {commit.hash for commit in merges}
        | {parent for commit in merges for parent in commit.parents}
        | tips_and_forks
        | outside
    )
