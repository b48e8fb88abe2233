"""Claims whose lease has ended: who looks for work may take them, and says from whom.

What is free goes first. The worker may only be slow, and what it has begun is dearer to take over
than what nobody has touched.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.issues.claim_guard import Taken
from beadwork.actions.workers import leases
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.issues.issue import Issue
from beadwork.model.workers.lease import CLAIMED
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import claims

if TYPE_CHECKING:
    from beadwork.store.search.filters import Filter


class TakenIssue(NamedTuple):
    """An issue that was taken, and from whom."""

    issue: Issue
    taken: Taken


class Standing(NamedTuple):
    """Whether the owner of a claimed issue has a lease here for it, and when that ended."""

    has_lease: bool
    ended_at: datetime | None


def standing(tx: Transaction, issue: Issue, profile: TrackerProfile) -> Standing:
    """Return what is known here of the owner of an issue. Nothing is known of a person, and of a
    worker of another machine.
    """
    if not issue.assignee or issue.status not in CLAIMED:
        return Standing(has_lease=False, ended_at=None)
    lease = leases.of(tx).find(issue.assignee)
    if lease is None or issue.id not in lease.claims:
        return Standing(has_lease=False, ended_at=None)
    return Standing(True, lease.ended_at(profile.claim_lease, leases.seconds(tx.now)))


def take(tx: Transaction, issue: Issue, profile: TrackerProfile) -> TakenIssue | None:
    """Take an issue from its owner, if the lease has ended. Return None where it has not."""
    ended_at = standing(tx, issue, profile).ended_at
    if ended_at is None or issue.assignee in (None, tx.actor):
        return None
    return _take(tx, issue, str(issue.assignee), ended_at)


def take_next(tx: Transaction, wanted: Filter, profile: TrackerProfile) -> TakenIssue | None:
    """Take the first issue of the filter that could be begun now and whose lease has ended. Return
    None where there is none.
    """
    ended = _ended(tx, profile)
    statuses = tuple(status for status in CLAIMED if status in (wanted.statuses or CLAIMED))
    if not ended or not statuses:
        return None
    from beadwork.store.search import readiness

    ids = tuple({issue_id for issue_id, _ in ended})
    owners = tuple({owner for _, owner in ended})
    first = wanted._replace(
        limit=len(ids),
        sort=wanted.sort or profile.ready_sort,
        include_epics=False,
        statuses=statuses,
    )
    clauses = (("id IN %s", (ids,)), ("assignee IN %s", (owners,)))
    for issue in readiness.ready(tx, first, profile.vocabulary, tx.now, clauses).issues:
        owner = str(issue.assignee)
        if (issue.id, owner) in ended:
            taken = _take(tx, issue, owner, ended[issue.id, owner])
            if taken:
                return taken
    return None


def _ended(tx: Transaction, profile: TrackerProfile) -> dict[tuple[str, str], datetime]:
    """Return when the lease of each claim ended, by issue and owner."""
    now = leases.seconds(tx.now)
    found = {}
    for lease in leases.of(tx).all():
        ended_at = lease.ended_at(profile.claim_lease, now)
        if ended_at is not None and lease.actor != tx.actor:
            found.update({(issue_id, lease.actor): ended_at for issue_id in lease.claims})
    return found


def _take(tx: Transaction, issue: Issue, owner: str, ended_at: datetime) -> TakenIssue | None:
    if not claims.take(tx, issue.id, owner):
        return None
    mark_lost(tx, issue.id, owner)
    taken = Taken(owner, ended_at, unmerged_branch(tx, owner))
    tx.say(f"bd: claim {issue.id} for {tx.actor}, {taken.words(tx.now)}")
    return TakenIssue(issue.claim(tx.actor, tx.now), taken)


def mark_lost(tx: Transaction, issue_id: str, owner: str) -> None:
    """Let the former owner of an issue meet the guard of claims, when the write is made."""
    tx.after_commit.append(lambda: leases.of(tx).lose_claim(owner, issue_id))


def unmerged_branch(tx: Transaction, owner: str) -> str:
    """Return the newest branch of a worker of a town that has commits which `main` has not; empty
    where there is none.
    """
    rig, _, name = owner.partition("/polecats/")
    if not rig or not name:
        return ""
    from beadwork.dolt.versions import branches

    begin = f"polecat-{name}-"
    own = [
        found
        for found in branches.names(tx)
        if found.startswith(begin) and found.removeprefix(begin).isdecimal()
    ]
    distances = branches.distances(tx, own, "main") if own else []
    unmerged = [found for found, distance in zip(own, distances, strict=True) if distance.ahead]
    return unmerged[-1] if unmerged else ""
