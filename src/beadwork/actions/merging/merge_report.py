"""What a merge did, row by row: what a person is told, what a program gets, and what the commit's
message counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from beadwork.model.dependencies.graph import Edge
from beadwork.model.merging import row_merge
from beadwork.model.merging.issue_names import Renaming
from beadwork.model.merging.rename import Renames
from beadwork.model.merging.row_merge import TABLES, Key
from beadwork.model.merging.three_way import Decision, Merged
from beadwork.store.merging import Changes

TAKEN, MERGED, RENAMED, RESTORED, KEPT = "taken", "merged", "renamed", "restored", "kept"
"""Theirs as it is; made of both; theirs under another name; back after our deletion; ours against
theirs.
"""


class Compared(NamedTuple):
    """A row at the base and on both sides, and what it is then; None is a row that is not there."""

    before: Any
    ours: Any
    theirs: Any
    result: Any


class Entry(NamedTuple):
    """What happened to one row."""

    table: str
    key: Key
    action: str
    fields: tuple[Decision, ...] = ()
    was: str = ""
    """What a renamed issue was called."""
    is_ours: bool = False
    """It is our side's that was renamed: theirs had done so, or its whole is called otherwise."""


class Report(NamedTuple):
    """All that there is to say of a merge."""

    entries: list[Entry]
    renames: Renames
    open: list[tuple[str, Decision]]
    dangling: list[Edge]
    """Edges that lead to what is not there (any more)."""
    cycles: list[list[str]]

    def count(self, action: str) -> int:
        """Return how many rows a thing happened to."""
        return sum(entry.action == action for entry in self.entries)

    def summary(self) -> str:
        """Return the counts in words: `12 taken, 3 merged, 1 renamed, 1 left to a person`."""
        counts = [f"{self.count(action)} {action}" for action in (TAKEN, MERGED)]
        counts += [
            f"{n} {action}" for action in (RESTORED, KEPT, RENAMED) if (n := self.count(action))
        ]
        return ", ".join(counts + [f"{len(self.open)} left to a person"] * bool(self.open))


def entries(
    yours: Changes,
    naming: Renaming,
    merged: Mapping[str, Merged],
    compared: Mapping[tuple[str, Key], Compared],
) -> list[Entry]:
    """Return what happened to each row, by table and key: first those that nobody had to decide."""
    plain = [("issues", (one,)) for one in yours.issues if one not in naming.theirs]
    plain += [
        (name, key)
        for name, keys in yours.rows.items()
        for key in keys
        if not any(part in naming.theirs for part in key)
    ]
    found = [Entry(*one, TAKEN) for one in plain if one not in compared]
    names = {new: old for old, new in naming.fresh.items()}
    for (name, key), rows in compared.items():
        if name == "issues" and key[0] in names and rows.result:
            found.append(Entry(name, key, RENAMED, was=names[key[0]]))
            continue
        decided = merged.get(key[0]) if name == "issues" else None
        action = _action(rows)
        if action:
            said = (*decided.decisions, *decided.open) if decided else ()
            setting = row_merge.decision(TABLES[name], *rows) if name in TABLES else None
            found.append(Entry(name, key, action, (*said, setting) if setting else said))
    for old, new in naming.ours.items():
        here = compared.get(("issues", (new,)))
        if here and here.result:
            found.append(Entry("issues", (new,), RENAMED, was=old, is_ours=True))
    return sorted(found, key=lambda entry: (entry.table != "issues", entry.table, repr(entry.key)))


def _action(rows: Compared) -> str:
    """Return what happened to a row that was compared, "" where nothing did."""
    before, ours, theirs, result = rows
    if theirs == before or ours == theirs:
        return "" if result == ours else RESTORED
    if result is not None and before is not None and (ours is None or theirs is None):
        return RESTORED if ours is None else KEPT
    return TAKEN if ours == before and result == theirs else MERGED
