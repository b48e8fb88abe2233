"""Give claimed issues back: nobody has them, and work on them can begin again.

An owner whose lease has ended is asked nothing. One whose lease runs is at work, so that taking the
claim away needs `force`. Of any other owner nothing is known here: `claim.guard` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from beadwork.actions.issues import claim_guard, expired_claims
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import AlreadyClaimed, Invalid
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import ago
from beadwork.model.workers.lease import CLAIMED
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues


class Freed(NamedTuple):
    """Somebody else's claim that was given back, and when its lease ended: None where it had not,
    or there was none.
    """

    owner: str
    ended_at: datetime | None
    session_died: bool = False

    def words(self, now: datetime) -> str:
        """Return what a person is told."""
        if self.ended_at:
            return f"it was {self.owner}'s, whose lease ended {ago(self.ended_at, now)}"
        died = ", whose session died" if self.session_died else ""
        return f"it was {self.owner}'s{died}"


class Unclaimed(NamedTuple):
    """An issue, whether somebody had it before, and who, where that was not the writer."""

    issue: Issue
    was_claimed: bool
    freed: Freed | None = None


def unclaim(
    tx: Transaction, parts: Sequence[str], profile: TrackerProfile, *, force: bool = False
) -> list[Unclaimed]:
    """Clear the assignee of issues. What was in progress is open again.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
        Invalid: an issue is over.
        AlreadyClaimed: somebody else has an issue under a lease, or `claim.guard` refuses.
    """
    found = issues.get_all(tx, parts)
    ended = {issue.id: _end_of_lease(tx, issue, profile, force=force) for issue in found}
    guarded = [issue for issue in found if ended[issue.id] is None]
    claim_guard.check(tx, guarded, profile, force=force)
    return [free(tx, issue, ended[issue.id], profile) for issue in found]


def _end_of_lease(
    tx: Transaction, issue: Issue, profile: TrackerProfile, *, force: bool
) -> datetime | None:
    """Return when the lease of the owner ended, None where it has not, or there is none.

    Raises:
        AlreadyClaimed: it has not, and `force` is not given.
    """
    if issue.assignee == tx.actor:
        return None
    standing = expired_claims.standing(tx, issue, profile)
    is_guarded = profile.claim_guard != "off" and not force
    if standing.has_lease and standing.ended_at is None and is_guarded:
        raise AlreadyClaimed(
            f"{issue.id} is {issue.status}, and the lease of {issue.assignee} has not ended",
            hint=f"ask {issue.assignee}, or add --force",
            issue_id=issue.id,
            holder=issue.assignee or "",
        )
    return standing.ended_at


def free(
    tx: Transaction,
    issue: Issue,
    ended_at: datetime | None,
    profile: TrackerProfile,
    *,
    session_died: bool = False,
) -> Unclaimed:
    """Clear the assignee of an issue, without asking whose it is.

    Raises:
        Invalid: the issue is over.
    """
    if issue.status in profile.vocabulary.over:
        raise Invalid(f"{issue.id} is {issue.status}", hint=command("bd", "show", issue.id))
    status = "open" if issue.status in CLAIMED else issue.status
    after = issues.save(tx, issue, issue._replace(status=status, assignee=None, updated_at=tx.now))
    if after is issue:
        return Unclaimed(issue, was_claimed=False)
    is_of_another = issue.assignee and issue.assignee != tx.actor
    freed = Freed(str(issue.assignee), ended_at, session_died) if is_of_another else None
    if freed:
        expired_claims.mark_lost(tx, issue.id, freed.owner)
    tx.say(f"bd: unclaim {issue.id}: {freed.words(tx.now) if freed else issue.title}")
    return Unclaimed(after, was_claimed=True, freed=freed)
