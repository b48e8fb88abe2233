"""Follow the renames that a merge made on an outbound branch.

Where a partner filed an issue under the id of one of ours, and filed it first, the merge gives ours
another id there (docs/design/merging.md). `main` has to call it the same before anything is carried
over: else the cells of one issue would be written over those of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from beadwork.errors import MergeRefused
from beadwork.model.hints import command
from beadwork.model.issues import ids
from beadwork.model.merging import rename
from beadwork.model.merging.rename import Renames
from beadwork.model.merging.row_merge import TABLES
from beadwork.store.history.partner_changes import Changes, RowChange
from beadwork.store.issues import issues, renames
from beadwork.store.issues.renames import Head

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Row
    from beadwork.dolt.writing.transaction import Transaction
    from beadwork.model.issues.issue import Issue
    from beadwork.model.merging.row_merge import Key


def follow(tx: Transaction, found: Changes, peer: str) -> Changes:
    """Rename our issues as the merge did, and return what else the merge changed.

    Raises:
        MergeRefused: `main` has another issue under one of the new ids.
    """
    moves = _moves(found)
    if not moves:
        return found
    taken = sorted(issues.existing(tx, list(moves.values())))
    if taken:
        raise MergeRefused(
            f"what {peer} filed makes an issue {taken[0]}, and there is another one here",
            hint=command("bd", "rename", taken[0], f"{taken[0]}-here"),
        )
    for old, new in moves.items():
        if ids.parent_of(old) not in moves:  # the parts follow the whole
            renames.apply(tx, Head(old, new, "."))
    return Changes(
        _issues(found, moves),
        {table: _rows(table, changes, moves) for table, changes in found.rows.items()},
    )


def _moves(found: Changes) -> Renames:
    """Return the new ids of issues that the branch had under another one before the merge."""
    new_ids: dict[rename.Birth, list[str]] = {}
    for issue_id, (before, after) in found.issues.items():
        if after and (before is None or _birth(before) != _birth(after)):
            new_ids.setdefault(_birth(after), []).append(issue_id)
    moves = {}
    for issue_id, (before, after) in found.issues.items():
        if before and (after is None or _birth(before) != _birth(after)):
            made = new_ids.get(_birth(before), [])
            if len(made) == 1:
                moves[issue_id] = made[0]
    return moves


def _birth(issue: Issue) -> rename.Birth:
    return issue.created_at, issue.created_by


def _issues(found: Changes, moves: Renames) -> dict[str, tuple[Issue | None, Issue | None]]:
    befores = {
        rename.new_id(moves, issue_id): rename.issue(before, moves)
        for issue_id, (before, _) in found.issues.items()
        if before
    }
    afters = {issue_id: after for issue_id, (_, after) in found.issues.items() if after}
    return {
        issue_id: (befores.get(issue_id), afters.get(issue_id))
        for issue_id in {**befores, **afters}
    }


def _rows(table: str, changes: Mapping[Key, RowChange], moves: Renames) -> dict[Key, RowChange]:
    """Return the changes of a table but for those that the renames made already."""
    kind = TABLES[table]
    befores: dict[Key, Row] = {}
    for before, _ in changes.values():
        if before is not None:
            renamed = rename.row(kind.ids, before, moves)
            befores[kind.key(renamed)] = renamed
    afters = {key: after for key, (_, after) in changes.items() if after is not None}
    return {
        key: (befores.get(key), afters.get(key))
        for key in {**befores, **afters}
        if befores.get(key) != afters.get(key)
    }
