"""Take an issue to work on: one statement decides, so that of many who try exactly one gets it."""

from __future__ import annotations

from beadwork.dolt.write import Transaction
from beadwork.errors import AlreadyClaimed
from beadwork.model.issue import Issue
from beadwork.store import issues, readiness
from beadwork.store.filters import Filter
from beadwork.store.opening import Opening


def claim(tx: Transaction, part: str, opening: Opening) -> Issue:
    """Give the issue to the one who writes and return it; one that is theirs already is returned as it is.

    Raises:
        NotFound, Ambiguous: `part` names no issue, or several.
        AlreadyClaimed: somebody else has it, or its status is none that one begins from.
    """
    issue = issues.get(tx, part)
    if issue.assignee == tx.actor and issue.status == "in_progress":
        return issue
    if not try_claim(tx, issue.id, opening):
        now = issues.get(tx, issue.id)
        if now.assignee and now.assignee != tx.actor:
            raise AlreadyClaimed(f"{issue.id} is already claimed by {now.assignee}", hint="bd ready --claim")
        raise AlreadyClaimed(f"{issue.id} is {now.status}, not open", hint=f"bd show {issue.id}")
    return issue.claim(tx.actor, tx.now)


def claim_next(tx: Transaction, wanted: Filter, opening: Opening) -> Issue | None:
    """Claim the first ready issue that nobody has and return it, None where there is none."""
    mine_or_nobodys = readiness.ready(tx, wanted._replace(limit=50), opening.vocabulary, tx.now)
    for issue in mine_or_nobodys.issues:
        if issue.assignee in (None, tx.actor) and try_claim(tx, issue.id, opening):
            return issue.claim(tx.actor, tx.now)
    return None


def try_claim(tx: Transaction, issue_id: str, opening: Opening) -> bool:
    """Compare and set: tell whether the issue was open and unassigned (or assigned to the writer) and is now theirs."""
    active = (*opening.vocabulary.of_category("active"), "deferred")
    if not issues.claim(tx, issue_id, active):
        return False
    tx.say(f"bd: claim {issue_id} for {tx.actor}")
    return True
