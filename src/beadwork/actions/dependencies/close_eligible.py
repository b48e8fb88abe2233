"""Close the epics whose work is done."""

from __future__ import annotations

from beadwork.actions.issues import claim_guard
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.issues.issue import Issue
from beadwork.store.dependencies import epics
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues

REASON = "all children are closed"


def close_eligible(tx: Transaction, profile: TrackerProfile, *, force: bool = False) -> list[Issue]:
    """Close the epics that have only closed children and that nothing blocks, and return them.

    An epic without children stays open. So does a parent of these epics that becomes eligible by
    their closing: one call closes what `bd epic status` showed before it.
    """
    found = epics.progress(tx, profile.vocabulary.over)
    eligible = [progress.epic for progress in found if progress.eligible]
    claim_guard.check(tx, eligible, profile, force=force)
    closed = []
    for epic in eligible:
        closed.append(issues.save(tx, epic, epic.close(REASON, tx.now)))
        tx.say(f"bd: close {epic.id}: {REASON}")
    return closed
