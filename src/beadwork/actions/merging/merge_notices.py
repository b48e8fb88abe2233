"""The rows by which the tracker records a merge: the conflicts that are left to a person, and a
comment on each issue that got a new id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from beadwork.actions.merging.merge_inputs import Inputs
from beadwork.actions.merging.merged_issues import MergedIssues
from beadwork.model.issues.ids import parent_of
from beadwork.model.issues.issue import Issue
from beadwork.model.merging import conflict, rename, three_way
from beadwork.model.merging.row_merge import TABLES, Key, Row
from beadwork.model.merging.three_way import Merged

NOBODY = "bd"
"""The author of the comment on an issue that nobody is known to have filed."""


def add(inputs: Inputs, issues: MergedIssues, rows: Mapping[str, dict[Key, Row | None]]) -> None:
    """Add the rows of the tables `conflicts` and `comments` to the rows that are to be written."""
    for row in _candidates(inputs, issues.merged):
        rows["conflicts"].setdefault(TABLES["conflicts"].key(row), row)
    for renames in inputs.renaming.new:
        for old, new in renames.items():
            issue = issues.compared["issues", (new,)].result
            if issue is not None:
                row = _comment(old, issue)
                rows["comments"][TABLES["comments"].key(row)] = row


def _candidates(inputs: Inputs, merged: Mapping[str, Merged]) -> Iterator[Row]:
    """Yield both values of each field that is left to a person."""
    look, now = inputs.look, inputs.request.now
    for issue_id, outcome in merged.items():
        for decision in outcome.undecided:
            for value, branch in ((decision.ours, look.into), (decision.theirs, look.branch)):
                row = conflict.candidate(issue_id, decision.field, value, branch, now)
                yield tuple(row._replace(value=three_way.as_text(row.value)))


def _comment(old: str, issue: Issue) -> Row:
    """Return the comment that says what an issue was called.

    It is the same wherever the issue is renamed, since towns that merge it at the same time have to
    come to the same rows: its author and time are those of the issue.
    """
    if parent_of(old) == parent_of(issue.id):
        why = f"a merge renamed it, since {old} is another issue"
    else:
        why = f"a merge renamed its parent to {parent_of(issue.id)}"
    text = f"This was {old} where it was filed: {why}."
    comment_id = rename.comment_id(old, issue.id)
    return (issue.id, comment_id, issue.created_by or NOBODY, text, issue.created_at, None)
