"""Claim an issue to work on. One statement decides, so of many who try exactly one gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.issues.claim_guard import Taken
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import AlreadyClaimed
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import local_time
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.store.search.filters import Filter


class Claimed(NamedTuple):
    """A claimed issue, and from whom it was taken, where the lease of another worker had ended."""

    issue: Issue
    taken: Taken | None = None


def claim(tx: Transaction, part: str, profile: TrackerProfile) -> Claimed:
    """Make the writer the assignee of the issue. An issue that is theirs already is not changed,
    and one whose owner's lease has ended is taken.

    Raises:
        NotFound, Ambiguous: `part` names no issue, or several.
        AlreadyClaimed: somebody else has the issue, or its status does not allow a claim.
    """
    return take(tx, issues.get(tx, part), profile)


def take(tx: Transaction, issue: Issue, profile: TrackerProfile) -> Claimed:
    """Claim an issue that this transaction has read.

    Raises:
        AlreadyClaimed: as `claim`.
    """
    if issue.assignee == tx.actor and issue.status == "in_progress":
        _put_under_lease(tx, issue.id)
        return Claimed(issue)
    if try_claim(tx, issue.id, profile):
        return Claimed(issue.claim(tx.actor, tx.now))
    if issue.assignee and issue.assignee != tx.actor:
        from beadwork.actions.issues import expired_claims

        taken = expired_claims.take(tx, issue, profile)
        if taken:
            _put_under_lease(tx, issue.id)
            return Claimed(*taken)
        raise AlreadyClaimed(
            f"{issue.id} is already claimed by {issue.assignee}",
            hint="bd ready --claim",
            issue_id=issue.id,
            holder=issue.assignee or "",
        )
    if issue.status == "deferred":
        until = f" until {local_time(issue.defer_until)}" if issue.defer_until else ""
        raise AlreadyClaimed(
            f"{issue.id} is deferred{until}, not open",
            hint=command("bd", "undefer", issue.id),
            issue_id=issue.id,
        )
    raise AlreadyClaimed(
        f"{issue.id} is {issue.status}, not open",
        hint=command("bd", "show", issue.id),
        issue_id=issue.id,
        holder=issue.assignee or "",
    )


def claim_next(tx: Transaction, wanted: Filter, profile: TrackerProfile) -> Claimed | None:
    """Claim the first ready issue that nobody else has, else the first one whose owner's lease has
    ended. Return None where there is none. It is never an epic with open children.
    """
    from beadwork.store.search import readiness

    free = readiness.claimable_clauses(tx.actor, wanted, profile.vocabulary)
    first = wanted._replace(limit=1, sort=wanted.sort or profile.ready_sort, include_epics=False)
    for issue in readiness.ready(tx, first, profile.vocabulary, tx.now, free).issues:
        if try_claim(tx, issue.id, profile):
            return Claimed(issue.claim(tx.actor, tx.now))
    from beadwork.actions.issues import expired_claims

    taken = expired_claims.take_next(tx, wanted, profile)
    if taken is None:
        return None
    _put_under_lease(tx, taken.issue.id)
    return Claimed(*taken)


def try_claim(tx: Transaction, issue_id: str, profile: TrackerProfile) -> bool:
    """Claim the issue if it is open and unassigned (or assigned to the writer), by compare and set.

    Return whether it is now the writer's.
    """
    if not issues.claim(tx, issue_id, profile.vocabulary.of_category("active")):
        return False
    tx.say(f"bd: claim {issue_id} for {tx.actor}")
    _put_under_lease(tx, issue_id)
    return True


def _put_under_lease(tx: Transaction, issue_id: str) -> None:
    """Let the claim expire with the writer's lease, if there is one. It is made before the commit:
    a claim that has no file would never expire.
    """
    from beadwork.actions.workers import leases

    try:
        leases.of(tx).add_claim(tx.actor, issue_id)
    except OSError as error:
        tx.warnings.append(
            f"the claim of {issue_id} does not expire: {error.filename}: {error.strerror}"
        )
