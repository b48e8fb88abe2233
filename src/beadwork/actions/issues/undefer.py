"""Undefer issues: what was deferred is open again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.issues.issue import Issue
from beadwork.store.issues import issues


class Undeferred(NamedTuple):
    """An issue, and whether it was deferred before."""

    issue: Issue
    was_deferred: bool


def undefer(tx: Transaction, parts: Sequence[str]) -> list[Undeferred]:
    """Set deferred issues to open and clear their dates. Other issues stay as they are.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
    """
    found = []
    for issue in issues.get_all(tx, parts):
        status = "open" if issue.status == "deferred" else issue.status
        after = issues.save(
            tx, issue, issue._replace(status=status, defer_until=None, updated_at=tx.now)
        )
        if after is not issue:
            tx.say(f"bd: undefer {issue.id}: {issue.title}")
        found.append(Undeferred(after, after is not issue))
    return found
