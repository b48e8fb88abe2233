"""Hook issues to a worker, all or none, and take them off the hook again.

A hooked issue is assigned to a worker that has not begun with it yet. `tx.actor` is the worker.
"""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.actions.issues import claim
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.issues.issue import Issue
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues

HOOKED = "hooked"


def hook(tx: Transaction, ids: Sequence[str], profile: TrackerProfile) -> list[Issue]:
    """Make the writer the assignee of issues, with the status `hooked`, and return them.

    Raises:
        NotFound: there is no such issue.
        AlreadyClaimed: somebody else has one, or its status does not allow a claim.
    """
    hooked = []
    for issue in issues.get_all(tx, ids):
        claimed = claim.take(tx, issue, profile).issue
        after = claimed._replace(status=HOOKED, started_at=issue.started_at)
        tx.say(f"bd: update {issue.id}: status {issue.status} -> {HOOKED}")
        hooked.append(issues.save(tx, claimed, after))
    return hooked


def unhook(tx: Transaction, ids: Sequence[str]) -> list[Issue]:
    """Give back, open, those of the issues that the writer has on the hook; return them."""
    freed = []
    for issue in issues.get_all(tx, ids):
        if (issue.status, issue.assignee) == (HOOKED, tx.actor):
            after = issue._replace(status="open", assignee=None, updated_at=tx.now)
            tx.say(f"bd: unclaim {issue.id}: {issue.title}")
            freed.append(issues.save(tx, issue, after))
    return freed
