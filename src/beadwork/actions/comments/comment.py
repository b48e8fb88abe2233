"""Add a comment to an issue."""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Invalid
from beadwork.model.issues import issue as values
from beadwork.model.issues.comment import Comment
from beadwork.store.issues import comments, issues


def check(text: str) -> str:
    """Return the text of a comment, without the white space around it.

    Raises:
        Invalid: the text is empty, over 1 MB, or has a NUL byte.
    """
    checked = values.text("comment", text.strip())
    if checked is None:
        raise Invalid("the comment is empty")
    return checked


def comment(tx: Transaction, part: str, text: str) -> Comment:
    """Add a comment by the writer and return it. The issue counts as updated then.

    Raises:
        Invalid: as `check`.
        NotFound, Ambiguous: `part` names no issue, or several.
    """
    from uuid import uuid4

    checked = check(text)
    issue = issues.get(tx, part)
    added = Comment(issue.id, str(uuid4()), tx.actor, checked, tx.now + tx.next_offset())
    comments.add(tx, added)
    issues.touch(tx, issue.id)
    tx.say(f"bd: comment {issue.id}: {checked}")
    return added
