"""Close issues and claim the next ready one, in one write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.issues import close as closing
from beadwork.actions.issues.claim_guard import Taken
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.issues.issue import Issue
from beadwork.store.dependencies import dependencies
from beadwork.store.identity_check import TrackerProfile

if TYPE_CHECKING:
    from beadwork.actions.issues.claim import Claimed


class Closing(NamedTuple):
    """The issues that were closed, those that became ready by it, and the one that was claimed."""

    closed: list[Issue]
    already: frozenset[str]
    """The ids of issues that were closed before."""
    unblocked: list[Issue]
    claimed: Issue | None
    taken: Taken | None = None
    """From whom that one was taken, where the lease of another worker had ended."""


def close_and_claim(
    tx: Transaction,
    parts: Sequence[str],
    profile: TrackerProfile,
    *,
    reason: str | None = None,
    force: bool = False,
    suggest: bool = False,
    claim: bool = False,
) -> Closing:
    """Close issues. With `suggest` find what became ready, with `claim` claim the next ready issue.

    Raises:
        NotFound, Ambiguous, Blocked, AlreadyClaimed: as `close`.
    """
    closed = closing.close(tx, parts, profile, reason=reason, force=force)
    unblocked = _unblocked(tx, closed, profile) if suggest else []
    already = frozenset(issue.id for issue in closed if issue.closed_at != tx.now)
    claimed = _next(tx, profile) if claim else None
    return Closing(closed, already, unblocked, *(claimed or (None, None)))


def _next(tx: Transaction, profile: TrackerProfile) -> Claimed | None:
    from beadwork.actions.issues import claim
    from beadwork.store.search.filters import Filter

    return claim.claim_next(tx, Filter(), profile)


def _unblocked(tx: Transaction, closed: Sequence[Issue], profile: TrackerProfile) -> list[Issue]:
    waiting = dependencies.issues_waiting_for(tx, [issue.id for issue in closed])
    if not waiting:
        return []
    from beadwork.store.search import readiness
    from beadwork.store.search.filters import Filter

    return readiness.ready(tx, Filter(ids=tuple(waiting)), profile.vocabulary, tx.now).issues
