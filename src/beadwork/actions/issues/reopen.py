"""Reopen closed issues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.issues.issue import Issue
from beadwork.store.issues import issues


class Reopened(NamedTuple):
    """An issue, and whether it was open already."""

    issue: Issue
    was_open: bool


def reopen(tx: Transaction, parts: Sequence[str], *, reason: str | None = None) -> list[Reopened]:
    """Set issues to open, and clear the time and reason of their closing. An open issue stays as it
    is.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
    """
    opened = []
    for issue in issues.get_all(tx, parts):
        after = issue if issue.status == "open" else issues.save(tx, issue, issue.reopen(tx.now))
        if after is not issue:
            tx.say(f"bd: reopen {issue.id}: {reason or issue.title}")
        opened.append(Reopened(after, after is issue))
    return opened
