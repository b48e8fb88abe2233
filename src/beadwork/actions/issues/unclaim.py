"""Give claimed issues back: nobody has them, and work on them can begin again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beadwork.actions.issues import claim_guard
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Invalid
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues


class Unclaimed(NamedTuple):
    """An issue, and whether somebody had it before."""

    issue: Issue
    was_claimed: bool


def unclaim(
    tx: Transaction, parts: Sequence[str], profile: TrackerProfile, *, force: bool = False
) -> list[Unclaimed]:
    """Clear the assignee of issues. What was in progress is open again.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
        Invalid: an issue is over.
        AlreadyClaimed: somebody else has an issue, and `claim.guard` refuses.
    """
    found = issues.get_all(tx, parts)
    claim_guard.check(tx, found, profile, force=force)
    unclaimed = []
    for issue in found:
        if issue.status in profile.vocabulary.over:
            raise Invalid(f"{issue.id} is {issue.status}", hint=command("bd", "show", issue.id))
        status = "open" if issue.status == "in_progress" else issue.status
        after = issues.save(
            tx, issue, issue._replace(status=status, assignee=None, updated_at=tx.now)
        )
        if after is not issue:
            tx.say(f"bd: unclaim {issue.id}: {issue.title}")
        unclaimed.append(Unclaimed(after, after is not issue))
    return unclaimed
