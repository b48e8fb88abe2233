"""Histories of one issue on several branches, in memory. The merge rules are tested on them without
a database.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from beadwork.model.issues.issue import Issue
from beadwork.model.merging import field_times
from beadwork.model.merging import three_way as rules
from beadwork.model.merging.field_times import Commit
from beadwork.model.merging.three_way import Precedence

BEGINNING = datetime(2026, 2, 11)
FIRST = Issue(
    id="demo-1", type="task", title="Zero", description=None, status="open", priority=2, owner=None,
    assignee=None,
    labels=("kept", "old"), parent=None, created_at=BEGINNING, updated_at=BEGINNING, closed_at=None,
    notes="begun", metadata={"a": 1, "b": 2},
)  # fmt: skip


class History:
    """Commits of one issue. Time advances with each commit on any branch."""

    def __init__(self, first: Issue | None = FIRST) -> None:
        self.commits: list[Commit] = [Commit("0", ())]
        self.rows: dict[str, Issue | None] = {"0": first}
        self.branches: dict[str, str] = {"main": "0"}

    @property
    def now(self) -> datetime:
        return BEGINNING + timedelta(minutes=len(self.commits))

    def branch(self, name: str, at: str = "main") -> None:
        self.branches[name] = self.branches[at]

    def copy(self) -> History:
        other = History()
        other.commits, other.rows, other.branches = (
            list(self.commits),
            dict(self.rows),
            dict(self.branches),
        )
        return other

    def at(self, branch: str) -> Issue | None:
        return self.rows[self.branches[branch]]

    def commit(self, branch: str, row: Issue | None, *others: str) -> None:
        made = Commit(str(len(self.commits)), (self.branches[branch], *others))
        self.commits.append(made)
        self.rows[made.hash] = row
        self.branches[branch] = made.hash

    def edit(self, branch: str, **fields: Any) -> None:
        row = self.at(branch)
        assert row is not None
        self.commit(branch, row._replace(updated_at=self.now, **fields))

    def merge(self, into: str, branch: str) -> rules.Merged | None:
        """Merge a branch by the rules. Return None where there is nothing to merge."""
        ours, theirs = self.branches[into], self.branches[branch]
        base = self._base(ours, theirs)
        if base == theirs:
            return None
        times = [self._field_times(base, side) for side in (ours, theirs)]
        rows = [self.rows[commit] for commit in (base, ours, theirs)]
        if rows[0] == rows[1]:
            merged = rules.Merged(rows[2])
        elif rows[0] == rows[2]:
            merged = rules.Merged(rows[1])
        else:
            merged = rules.merge(*rows, Precedence(*times))
        self.commit(into, merged.issue, theirs)
        return merged

    def _field_times(self, base: str, side: str) -> field_times.FieldTimes:
        inside = self._reachable(side) - self._reachable(base)
        commits = [commit for commit in self.commits if commit.hash in inside]
        changes = {
            commit.hash: (self.rows[commit.parents[0]], self.rows[commit.hash])
            for commit in commits
            if self.rows[commit.parents[0]] != self.rows[commit.hash]
        }
        outside = {
            parent: self.rows[parent]
            for commit in commits
            for parent in commit.parents
            if parent not in inside
        }
        row, times = field_times.trace(commits, changes, outside)
        assert not commits or row == self.rows[side]
        return times

    def _reachable(self, tip: str) -> set[str]:
        found, waiting = set(), [tip]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += self.commits[int(here)].parents
        return found

    def _base(self, one: str, other: str) -> str:
        return max(self._reachable(one) & self._reachable(other), key=int)
