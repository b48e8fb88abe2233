"""Find out when each value was set on both sides of a merge, for the issues of which that has to be
known.

The commits that changed an issue are found by halving: every write sets `updated_at`, so between
two commits at which a row is the same nothing was done to it. A thousand commits cost ten round
trips so, and not a diff each. Where there are very many, the time of the whole row stands for that
of its fields, and the decision says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.versions import merging as branches
from beadwork.model.issues.issue import Issue
from beadwork.model.merging import field_times
from beadwork.model.merging.field_times import Commit, Event, Lineage
from beadwork.store import merging

if TYPE_CHECKING:
    from beadwork.dolt.writing.write import Reader

MOST = 5000
"""Commits of one side that are gone through."""

Rows = Mapping[str, Issue]


class Stretch(NamedTuple):
    """Commits that follow one another, the newest first, and the issues that are not the same at
    both ends.
    """

    path: Sequence[str]
    ids: frozenset[str]


def read(
    reader: Reader, base: str, tip: str, ids: Collection[str], rows: tuple[Rows, Rows]
) -> dict[str, Lineage]:
    """Return the lineage of each issue on the side of `tip`; `rows` has the issues at the base and
    at the tip.
    """
    commits = branches.commits(reader, base, tip)
    if len(commits) > MOST:
        return {one: field_times.of_row(rows[0].get(one), rows[1].get(one)) for one in ids}
    inside = {commit.hash for commit in commits}
    outside = sorted(
        {parent for commit in commits for parent in commit.parents if parent not in inside}
    )
    states = _States(reader)
    events = _events(states, commits, frozenset(ids))
    return {
        one: field_times.trace(
            commits, events[one], {commit: states.at(commit, one) for commit in outside}
        )[1]
        for one in ids
    }


class _States:
    """Issues at commits, each read once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.known: dict[tuple[str, str], Issue | None] = {}

    def read(self, wanted: Mapping[str, Collection[str]]) -> None:
        """Read the issues that are wanted at each commit."""
        found = merging.states(self.reader, wanted)
        for commit, ids in wanted.items():
            self.known.update({(commit, one): found[commit].get(one) for one in ids})

    def at(self, commit: str, one: str) -> Issue | None:
        """Return an issue at a commit at which it was read."""
        return self.known[commit, one]

    def differing(self, path: Sequence[str], ids: Collection[str]) -> frozenset[str]:
        """Return those of `ids` that are not the same at both ends of a path."""
        return frozenset(one for one in ids if self.at(path[0], one) != self.at(path[-1], one))


def _events(
    states: _States, commits: Sequence[Commit], ids: frozenset[str]
) -> dict[str, dict[str, Event]]:
    """Return, by issue and commit, what each commit did to it against its first parent."""
    paths = _paths(commits)
    states.read({end: ids for path in paths for end in (path[0], path[-1])})
    found: dict[str, dict[str, Event]] = {one: {} for one in ids}
    left = [Stretch(path, states.differing(path, ids)) for path in paths]
    while left := [stretch for stretch in left if stretch.ids]:
        long = [stretch for stretch in left if len(stretch.path) > 2]
        for path, differing in left:
            if len(path) == 2:
                for one in differing:
                    found[one][path[0]] = (states.at(path[1], one), states.at(path[0], one))
        halves = [(stretch, len(stretch.path) // 2) for stretch in long]
        states.read({stretch.path[middle]: stretch.ids for stretch, middle in halves})
        left = [
            Stretch(half, states.differing(half, stretch.ids))
            for stretch, middle in halves
            for half in (stretch.path[: middle + 1], stretch.path[middle:])
        ]
    return found


def _paths(commits: Sequence[Commit]) -> list[list[str]]:
    """Return the stretches between joints: merges, the parents of merges, forks, tips and what is
    outside.

    Each way from a commit to its first parent is in one of them, and every parent is the end of
    one.
    """
    by_hash = {commit.hash: commit for commit in commits}
    children: dict[str, int] = {}
    for commit in commits:
        for parent in commit.parents:
            children[parent] = children.get(parent, 0) + 1
    ends = {
        commit.hash
        for commit in commits
        if len(commit.parents) != 1 or children.get(commit.hash, 0) != 1
    }
    ends |= {parent for commit in commits if len(commit.parents) != 1 for parent in commit.parents}
    ends |= {parent for parent in children if parent not in by_hash}
    found = []
    for commit in commits:
        if commit.hash not in ends or not commit.parents:
            continue
        path = [commit.hash, commit.parents[0]]
        while path[-1] not in ends:
            path.append(by_hash[path[-1]].parents[0])
        found.append(path)
        found += [[parent, parent] for parent in commit.parents[1:]]
    return found
