"""Open closed issues again."""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.dolt.write import Transaction
from beadwork.model.issue import Issue
from beadwork.store import issues


def reopen(tx: Transaction, parts: Sequence[str], *, reason: str | None = None) -> list[Issue]:
    """Set issues to open, without the time and reason of their closing, and return them.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
    """
    opened = []
    for issue in issues.get_all(tx, parts):
        after = issue if issue.status == "open" else issues.save(tx, issue, issue.reopen(tx.now))
        if after is not issue:
            tx.say(f"bd: reopen {issue.id}: {reason or issue.title}")
        opened.append(after)
    return opened
