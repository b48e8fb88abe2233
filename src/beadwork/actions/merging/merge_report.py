"""The report of a merge, row by row: for a person, for a program, and for the commit message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from beadwork.model.dependencies.graph import Edge
from beadwork.model.merging import row_merge
from beadwork.model.merging.issue_names import Renaming
from beadwork.model.merging.rename import Renames
from beadwork.model.merging.row_merge import TABLES, Key
from beadwork.model.merging.three_way import Decision, Merged
from beadwork.store.merging import Changes

TAKEN, MERGED, RENAMED, RESTORED, KEPT = "taken", "merged", "renamed", "restored", "kept"
"""What was done to a row, in this order:

- Their row was taken.
- The row was merged from both sides.
- The row has another id.
- The row is back after ours deleted it.
- Our row stays although theirs deleted it.
"""


class Compared(NamedTuple):
    """A row at the base, on both sides, and after the merge; None where there is no row."""

    base: Any
    ours: Any
    theirs: Any
    result: Any


ComparedRows = dict[tuple[str, Key], Compared]
"""Compared rows by table and key. Rows of `issues` have the type `Issue`."""


class Entry(NamedTuple):
    """What happened to one row."""

    table: str
    key: Key
    action: str
    fields: tuple[Decision, ...] = ()
    was: str = ""
    """The old id of a renamed issue."""
    is_ours: bool = False
    """Whether it is an issue of ours: theirs had renamed it or has an earlier one of the id, or
    its parent has a new id.
    """


class Report(NamedTuple):
    """What a merge did."""

    entries: list[Entry]
    renames: Renames
    """The new ids, by the old ones, of issues that one side alone has filed."""
    undecided: list[tuple[str, Decision]]
    """The fields that are left to a person, each with the id of its issue."""
    dangling: list[Edge]
    """Edges to issues that are missing or deleted."""
    cycles: list[list[str]]

    def count(self, action: str) -> int:
        """Return the number of rows with this action."""
        return sum(entry.action == action for entry in self.entries)

    def summary(self) -> str:
        """Return the counts in words: `12 taken, 3 merged, 1 renamed, 1 left to a person`."""
        counts = [f"{self.count(action)} {action}" for action in (TAKEN, MERGED)]
        counts += [
            f"{number} {action}"
            for action in (RESTORED, KEPT, RENAMED)
            if (number := self.count(action))
        ]
        if self.undecided:
            counts.append(f"{len(self.undecided)} left to a person")
        return ", ".join(counts)


def entries(
    theirs: Changes, renaming: Renaming, merged: Mapping[str, Merged], compared: ComparedRows
) -> list[Entry]:
    """Return what happened to each row, by table and key, issues first."""
    found = [
        *_taken_rows(theirs, renaming, compared),
        *_decided(renaming, merged, compared),
        *_renamed_ours(renaming, compared),
    ]
    return sorted(found, key=lambda entry: (entry.table != "issues", entry.table, repr(entry.key)))


def _taken_rows(theirs: Changes, renaming: Renaming, compared: ComparedRows) -> Iterator[Entry]:
    """Yield the rows that only theirs changed. Dolt merges these."""
    keys: list[tuple[str, Key]] = [("issues", (issue_id,)) for issue_id in theirs.issues]
    keys += [(table, key) for table, rows in theirs.rows.items() for key in rows]
    for table, key in keys:
        if (table, key) not in compared and not any(part in renaming.theirs for part in key):
            yield Entry(table, key, TAKEN)


def _decided(
    renaming: Renaming, merged: Mapping[str, Merged], compared: ComparedRows
) -> Iterator[Entry]:
    """Yield the rows that were compared, where something happened to them."""
    old_ids = {new: old for old, new in renaming.new.theirs.items()}
    for (table, key), rows in compared.items():
        if table == "issues" and key[0] in old_ids and rows.result:
            yield Entry(table, key, RENAMED, was=old_ids[key[0]])
            continue
        action = _action(rows)
        if action:
            yield Entry(table, key, action, _decisions(table, key, rows, merged))


def _decisions(
    table: str, key: Key, rows: Compared, merged: Mapping[str, Merged]
) -> tuple[Decision, ...]:
    if table == "issues":
        outcome = merged.get(key[0])
        return (*outcome.decisions, *outcome.undecided) if outcome else ()
    setting = row_merge.decision(TABLES[table], *rows)
    return (setting,) if setting else ()


def _renamed_ours(renaming: Renaming, compared: ComparedRows) -> Iterator[Entry]:
    for old, new in renaming.ours.items():
        rows = compared.get(("issues", (new,)))
        if rows and rows.result:
            yield Entry("issues", (new,), RENAMED, was=old, is_ours=True)


def _action(rows: Compared) -> str:
    """Return the action of a compared row, "" where nothing was done.

    | ours      | theirs    | result   | action                       |
    |-----------|-----------|----------|------------------------------|
    | any       | unchanged | ours     | none                         |
    | any       | unchanged | changed  | restored                     |
    | deleted   | edited    | there    | restored                     |
    | edited    | deleted   | there    | kept                         |
    | unchanged | changed   | theirs   | taken                        |
    | changed   | changed   | any      | merged                       |

    A row of theirs that is the same as ours counts as unchanged, too.
    """
    base, ours, theirs, result = rows
    if theirs == base or ours == theirs:
        return "" if result == ours else RESTORED
    if result is not None and base is not None and (ours is None or theirs is None):
        return RESTORED if ours is None else KEPT
    return TAKEN if ours == base and result == theirs else MERGED
