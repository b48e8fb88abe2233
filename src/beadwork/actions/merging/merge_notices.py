"""The rows by which the tracker records a merge: the conflicts that are left to a person, and a
comment on each issue that got a new id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from beadwork.actions.merging.merge_inputs import Inputs
from beadwork.actions.merging.merged_issues import MergedIssues
from beadwork.model.issues.ids import parent_of
from beadwork.model.merging import conflict, rename, three_way
from beadwork.model.merging.row_merge import TABLES, Key, Row
from beadwork.model.merging.three_way import Merged


def add(inputs: Inputs, issues: MergedIssues, rows: Mapping[str, dict[Key, Row | None]]) -> None:
    """Add the rows of the tables `conflicts` and `comments` to the rows that are to be written."""
    for row in _candidates(inputs, issues.merged):
        rows["conflicts"].setdefault(TABLES["conflicts"].key(row), row)
    for old, new in inputs.renaming.new.items():
        if rows["issues"].get((new,)) is not None:
            row = _comment(inputs, old, new, id_is_taken=old in issues.ids_on_ours)
            rows["comments"][TABLES["comments"].key(row)] = row


def _candidates(inputs: Inputs, merged: Mapping[str, Merged]) -> Iterator[Row]:
    """Yield both values of each field that is left to a person."""
    look, now = inputs.look, inputs.request.now
    for issue_id, outcome in merged.items():
        for decision in outcome.undecided:
            for value, branch in ((decision.ours, look.into), (decision.theirs, look.branch)):
                row = conflict.candidate(issue_id, decision.field, value, branch, now)
                yield tuple(row._replace(value=three_way.as_text(row.value)))


def _comment(inputs: Inputs, old: str, new: str, *, id_is_taken: bool) -> Row:
    look, request = inputs.look, inputs.request
    if id_is_taken:
        why = f"{old} was another issue there"
    else:
        why = f"its parent was {parent_of(new)} there"
    text = (
        f"This was {old} on the branch {look.branch}; when that was merged into {look.into}, {why}."
    )
    return (new, rename.comment_id(old, new), request.actor, text, request.now, None)
