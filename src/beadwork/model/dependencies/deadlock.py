"""Cycles of issues of which none can ever be done.

An issue is begun, and then it is done. What has to come first:

- before its end: its own beginning, and the ends of its children, for it is closed after them;
- before its beginning: the ends of what it waits for, and the beginning of its parent, for what
  blocks a parent blocks its children.

A cycle of these moments is a deadlock. So two issues that wait for each other are one, an epic
that waits for its own child, and two epics of which a child of each waits for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from beadwork.model.dependencies import dependency

END = "\n"
"""A moment is a text: the id for the beginning, with END behind it for the end. No id has a line
break.
"""


class Around(NamedTuple):
    """What is next to issues, by id: what they wait for, their parents, and their children."""

    blockers: dict[str, list[str]]
    parents: dict[str, list[str]]
    children: dict[str, list[str]]

    def before(self, moment: str) -> list[str]:
        """Return the moments that have to come before a moment."""
        if moment.endswith(END):
            issue_id = issue_of(moment)
            return [issue_id, *map(end, self.children.get(issue_id, ()))]
        blockers = self.blockers.get(moment, ())
        return [*map(end, blockers), *self.parents.get(moment, ())]

    def add(self, more: Around) -> None:
        """Take in what is next to other issues."""
        for mine, theirs in zip(self, more, strict=True):
            mine.update(theirs)


def end(issue_id: str) -> str:
    """Return the end of an issue."""
    return issue_id + END


def issue_of(moment: str) -> str:
    """Return the issue of a moment."""
    return moment.removesuffix(END)


def issues_of(moments: Iterable[str]) -> list[str]:
    """Return the issues of moments, each once in a row."""
    found: list[str] = []
    for moment in moments:
        if not found or found[-1] != issue_of(moment):
            found.append(issue_of(moment))
    return found


def cycles(
    blockers: Iterable[tuple[str, str]], parents: Mapping[str, str | None]
) -> list[list[str]]:
    """Return one cycle for each group of issues that hold each other up, from its smallest id.

    `blockers` are pairs of open issues (issue, what it waits for). `parents` has every open issue.
    """
    around = Around({}, {}, {})
    for issue_id, target in blockers:
        around.blockers.setdefault(issue_id, []).append(target)
    for issue_id, parent in parents.items():
        if parent is not None and parent in parents:
            around.parents[issue_id] = [parent]
            around.children.setdefault(parent, []).append(issue_id)
    moments = [moment for issue_id in parents for moment in (issue_id, end(issue_id))]
    found: dict[frozenset[str], list[str]] = {}
    for cycle in dependency.cycles({moment: around.before(moment) for moment in moments}):
        ids = _from_smallest(issues_of(cycle))
        found.setdefault(frozenset(ids), ids)
    return sorted(found.values())


def _from_smallest(cycle: Sequence[str]) -> list[str]:
    ids = list(cycle)
    if len(ids) > 1 and ids[0] == ids[-1]:
        ids.pop()
    first = ids.index(min(ids))
    return [*ids[first:], *ids[:first]]
