"""Decide the rows of tables other than `issues` in a merge.

Three kinds of rows need a decision: rows that both sides changed, rows that name a renamed issue,
and rows of an issue that was deleted on one side and is brought back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from beadwork.actions.merging.merge_inputs import BroughtBack, Inputs
from beadwork.actions.merging.merge_report import Compared, ComparedRows
from beadwork.actions.merging.merged_issues import MergedIssues
from beadwork.model.dependencies.dependency import is_foreign
from beadwork.model.merging import rename, row_merge
from beadwork.model.merging.rename import Renames
from beadwork.model.merging.row_merge import TABLES, Key, Row, Table
from beadwork.model.merging.side import Versions
from beadwork.store import merging
from beadwork.store.merging import Rows, Wanted

Keys = Mapping[str, Collection[Key]]

_DELETED_WITH_ISSUES = ("dependencies", "comments")
"""Tables whose rows are deleted with their issue."""


class _Read(NamedTuple):
    """The rows that were read."""

    old_keys: Mapping[str, set[Key]]
    """By table, with the ids before renames."""
    versions: Versions[Rows]
    """At the base and on both sides, with the ids after the merge."""


def decide(inputs: Inputs, issues: MergedIssues) -> ComparedRows:
    """Decide the rows and return them."""
    contested = _contested(inputs)
    concerned = inputs.renaming.ids | {back.id for back in issues.brought_back}
    if not any(contested.values()) and not concerned:
        return {}
    read = _read(inputs, issues, contested)
    found: ComparedRows = {}
    for name, table in TABLES.items():
        keys = read.old_keys[name].union(*(rows[name] for rows in read.versions))
        for key in sorted(keys, key=repr):
            if key in contested[name] or any(key[column] in concerned for column in table.ids):
                base, ours, theirs = (version[name].get(key) for version in read.versions)
                result = row_merge.merge(table, base, ours, theirs, inputs.request.strategy)
                found[name, key] = Compared(base, ours, theirs, result)
    return found


def _contested(inputs: Inputs) -> dict[str, set[Key]]:
    """Return the keys, by table, of the rows that both sides changed."""
    ours, theirs = (changes.rows for changes in inputs.changes)
    found = {name: set(ours.get(name, ())) & set(theirs.get(name, ())) for name in TABLES}
    table, project = row_merge.PROJECT  # stays ours even where only theirs changed it
    found[table] |= {(project,)} & set(theirs.get(table, ()))
    return found


def _read(inputs: Inputs, issues: MergedIssues, contested: Keys) -> _Read:
    """Read the rows at the base and on both sides, with those of issues that are brought back."""
    back = {issue.id for issue in issues.brought_back}
    renamed = inputs.renaming.ids
    first_keys = {
        name: {
            *(key[0] for key in contested[name]),
            *(renamed if table.ids else ()),
            *(back if name in _DELETED_WITH_ISSUES else ()),
        }
        for name, table in TABLES.items()
    }
    versions = Versions(
        *merging.rows_at(
            inputs.reader,
            inputs.commits,
            Wanted(first_keys, renamed | back),
            inputs.look.missing_tables(),
        )
    )
    old_keys = {name: {key for rows in versions for key in rows[name]} for name in TABLES}
    for issue in issues.brought_back:
        _put_back(_deleted_rows(inputs, issues, issue), versions.of(issue.deleted_by))
    renaming = inputs.renaming
    return _Read(
        old_keys,
        Versions(
            _renamed(versions.base, renaming.base),
            _renamed(versions.ours, renaming.ours),
            _renamed(versions.theirs, renaming.theirs),
        ),
    )


def _deleted_rows(
    inputs: Inputs, issues: MergedIssues, back: BroughtBack
) -> Iterable[tuple[Table, Row]]:
    """Yield the rows that were deleted with an issue, as in the last commit that has the issue.

    An edge to another deleted issue that is not brought back is left out.
    """
    kept = {issue_id for issue_id, merged in issues.merged.items() if merged.issue}
    deleted = frozenset().union(*inputs.renaming.deleted) - kept
    wanted = Wanted({name: [back.id] for name in _DELETED_WITH_ISSUES}, [back.id])
    (rows,) = merging.rows_at(inputs.reader, [back.last_commit], wanted, {})
    for name in _DELETED_WITH_ISSUES:
        table = TABLES[name]
        for row in rows[name].values():
            others = (row[column] for column in table.ids if row[column] != back.id)
            if all(is_foreign(other) or other not in deleted for other in others):
                yield table, row


def _put_back(rows: Iterable[tuple[Table, Row]], side: Rows) -> None:
    """Add rows to those of a side. A row of the side with the same key wins."""
    for table, row in rows:
        side[table.name].setdefault(table.key(row), row)


def _renamed(rows: Rows, renames: Renames) -> Rows:
    return {
        name: {
            TABLES[name].key(renamed): renamed
            for row in found.values()
            for renamed in [rename.row(TABLES[name].ids, row, renames)]
        }
        for name, found in rows.items()
    }
