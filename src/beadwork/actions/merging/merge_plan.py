"""Compute what a merge does, row by row, before anything is written. A preview and the merge itself
use the same plan.

The passes, each of which returns what the next ones need:

1. `questions`, `_changes`: what each side changed since the base, by key.
2. `renames.find`: which issues get another id.
3. `merged_issues.decide`: the issues that both sides changed, or that a rename concerns.
4. `merged_rows.decide`: the rows of other tables that both sides changed, or that belong to an
   issue that was renamed or brought back.
5. `merge_notices.add`: the rows by which the tracker records the merge.
6. `_report`: the report about the merge.

Dolt merges all other rows, since only one side changed them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.merging import (
    merge_notices,
    merge_report,
    merged_edges,
    merged_issues,
    merged_rows,
    renames,
)
from beadwork.actions.merging.merge_inputs import Inputs, Request
from beadwork.actions.merging.merge_report import ComparedRows, Report
from beadwork.actions.merging.merged_edges import EdgeChanges
from beadwork.actions.merging.merged_issues import MergedIssues
from beadwork.model.merging.rename import Renames
from beadwork.model.merging.row_merge import TABLES, Key, Row
from beadwork.model.merging.side import Sides
from beadwork.store import merging
from beadwork.store.issues import issues
from beadwork.store.merging import Brief, Changes

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.versions.merging import Divergence
    from beadwork.dolt.writing.transaction import Reader


class Plan(NamedTuple):
    """The rows that overwrite those of Dolt's merge, and the report."""

    look: Divergence
    rows: dict[str, dict[Key, Row | None]]
    """By table and key; None deletes the row."""
    report: Report
    names: Renames
    """The ids after the merge of those issues of theirs that have another id there."""


def questions(look: Divergence) -> tuple[Statement, ...]:
    """Return the statements whose answers `plan` takes."""
    base, ours, theirs = look.heads.base, look.heads.ours, look.heads.theirs
    return (
        *merging.changed(base, theirs, look.theirs.changed),
        *merging.changed(base, ours, look.ours.changed, merging.CHANGED_OR_CHILD),
        *filed_twice(look),
    )


def filed_twice(look: Divergence) -> tuple[Statement, ...]:
    """Return the last of the `questions`, which is asked only if both sides changed issues."""
    base, ours, theirs = look.heads.base, look.heads.ours, look.heads.theirs
    return (merging.filed_twice(base, ours, theirs),) if _both_changed_issues(look) else ()


def plan(reader: Reader, look: Divergence, answers: Sequence[Result], request: Request) -> Plan:
    """Return the plan of a merge. `answers` are the answers to `questions`."""
    changes = _changes(reader, look, answers)
    renaming = renames.find(reader, look.heads, changes)
    inputs = Inputs(reader, look, changes, renaming, request)
    decided = merged_issues.decide(inputs)
    compared = {**decided.compared, **merged_rows.decide(inputs, decided)}
    rows = _rows(decided, compared)
    merge_notices.add(inputs, decided, rows)
    return Plan(look, rows, _report(inputs, decided, compared, rows), renaming.theirs)


def _both_changed_issues(look: Divergence) -> bool:
    return "issues" in look.ours.changed & look.theirs.changed


def _changes(reader: Reader, look: Divergence, answers: Sequence[Result]) -> Sides[Changes]:
    """Return what each side changed.

    Issues that only ours filed are read only where they may matter: where both sides filed an id,
    or where an earlier merge may have renamed an issue.
    """
    split = len(merging.changed("", "", look.theirs.changed))
    theirs = merging.changes(look.theirs.changed, answers[:split])
    ours = merging.changes(look.ours.changed, answers[split:])
    if not _both_changed_issues(look):
        return Sides(ours, theirs)
    twice = [Brief._make(row) for row in answers[-1].rows]
    ours.issues.update({brief.id: (None, brief) for brief in twice})
    if twice or renames.may_have_happened(Sides(ours, theirs)):
        everything = merging.changed(look.heads.base, look.heads.ours, look.ours.changed)
        ours = merging.changes(look.ours.changed, reader.read(*everything))
    return Sides(ours, theirs)


def _rows(decided: MergedIssues, compared: ComparedRows) -> dict[str, dict[Key, Row | None]]:
    """Return the rows that were decided, by table and key."""
    found: dict[str, dict[Key, Row | None]] = {"issues": {}, **{name: {} for name in TABLES}}
    for (table, key), row in compared.items():
        is_issue = table == "issues" and row.result is not None
        found[table][key] = issues.to_row(row.result) if is_issue else row.result
    found["issues"].update({(issue_id,): None for issue_id in decided.unused_ids})
    return found


def _report(
    inputs: Inputs,
    decided: MergedIssues,
    compared: ComparedRows,
    rows: dict[str, dict[Key, Row | None]],
) -> Report:
    edges = EdgeChanges(inputs.changes, rows)
    return Report(
        merge_report.entries(inputs.changes.theirs, inputs.renaming, decided.merged, compared),
        {**inputs.renaming.new.ours, **inputs.renaming.new.theirs},
        [
            (issue_id, decision)
            for issue_id, merged in sorted(decided.merged.items())
            for decision in merged.undecided
        ],
        merged_edges.dangling(edges),
        merged_edges.cycles(inputs.reader, edges),
    )
