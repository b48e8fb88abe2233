"""Take an issue to work on: one statement decides, so that of many who try exactly one gets it."""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import AlreadyClaimed
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import local_time
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues
from beadwork.store.search import readiness
from beadwork.store.search.filters import Filter


def claim(tx: Transaction, part: str, profile: TrackerProfile) -> Issue:
    """Give the issue to the one who writes and return it; one that is theirs already is returned as
    it is.

    Raises:
        NotFound, Ambiguous: `part` names no issue, or several.
        AlreadyClaimed: somebody else has it, or its status is none that one begins from.
    """
    return take(tx, issues.get(tx, part), profile)


def take(tx: Transaction, issue: Issue, profile: TrackerProfile) -> Issue:
    """Do what `claim` does with an issue that this transaction has read.

    Raises:
        AlreadyClaimed: as `claim`.
    """
    if issue.assignee == tx.actor and issue.status == "in_progress":
        return issue
    if try_claim(tx, issue.id, profile):
        return issue.claim(tx.actor, tx.now)
    if issue.assignee and issue.assignee != tx.actor:
        raise AlreadyClaimed(
            f"{issue.id} is already claimed by {issue.assignee}", hint="bd ready --claim"
        )
    if issue.status == "deferred":
        until = f" until {local_time(issue.defer_until)}" if issue.defer_until else ""
        raise AlreadyClaimed(
            f"{issue.id} is deferred{until}, not open", hint=command("bd", "undefer", issue.id)
        )
    raise AlreadyClaimed(
        f"{issue.id} is {issue.status}, not open", hint=command("bd", "show", issue.id)
    )


def claim_next(tx: Transaction, wanted: Filter, profile: TrackerProfile) -> Issue | None:
    """Claim the first ready issue that nobody else has and return it, None where there is none."""
    free = readiness.claimable_clauses(tx.actor, wanted, profile.vocabulary)
    for issue in readiness.ready(
        tx, wanted._replace(limit=1), profile.vocabulary, tx.now, free
    ).issues:
        if try_claim(tx, issue.id, profile):
            return issue.claim(tx.actor, tx.now)
    return None


def try_claim(tx: Transaction, issue_id: str, profile: TrackerProfile) -> bool:
    """Compare and set: tell whether the issue was open and unassigned (or assigned to the writer)
    and is now theirs.
    """
    if not issues.claim(tx, issue_id, profile.vocabulary.of_category("active")):
        return False
    tx.say(f"bd: claim {issue_id} for {tx.actor}")
    return True
