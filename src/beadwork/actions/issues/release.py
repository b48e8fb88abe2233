"""Release issues of workers that are gone. Whoever may be alive is asked first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from beadwork.actions.issues import expired_claims, unclaim
from beadwork.actions.issues.unclaim import Unclaimed
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import AlreadyClaimed
from beadwork.model.issues.issue import Issue
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues


def release(
    tx: Transaction,
    parts: Sequence[str],
    profile: TrackerProfile,
    *,
    gone: Collection[str],
    force: bool,
) -> list[Unclaimed]:
    """Free issues whose owner's lease has ended, or whose owner is one of `gone`; all or none.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
        Invalid: an issue is over.
        AlreadyClaimed: an owner may live, and `force` is not given.
    """
    return [
        _released(tx, issue, profile, issue.assignee in gone, force=force)
        for issue in issues.get_all(tx, parts)
    ]


def _released(
    tx: Transaction, issue: Issue, profile: TrackerProfile, is_gone: bool, *, force: bool
) -> Unclaimed:
    standing = expired_claims.standing(tx, issue, profile)
    is_dead = is_gone or standing.ended_at is not None
    if issue.assignee and not is_dead and not force:
        why = "has not ended" if standing.has_lease else "is not known"
        raise AlreadyClaimed(
            f"{issue.id} is {issue.status}, and the lease of {issue.assignee} {why}",
            hint=f"ask {issue.assignee}, or add --force",
            issue_id=issue.id,
            holder=issue.assignee or "",
        )
    return unclaim.free(tx, issue, standing.ended_at, profile, session_died=is_gone)
