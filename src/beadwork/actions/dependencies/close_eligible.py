"""Close the epics whose work is done."""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.issues.issue import Issue
from beadwork.store.dependencies import epics
from beadwork.store.issues import issues

REASON = "all children are closed"


def close_eligible(tx: Transaction, over: tuple[str, ...]) -> list[Issue]:
    """Close the epics that have only closed children and that nothing blocks, and return them.

    An epic without children stays open. So does a parent of these epics that becomes eligible by
    their closing: one call closes what `bd epic status` showed before it.
    """
    closed = []
    for epic in [progress.epic for progress in epics.progress(tx, over) if progress.eligible]:
        closed.append(issues.save(tx, epic, epic.close(REASON, tx.now)))
        tx.say(f"bd: close {epic.id}: {REASON}")
    return closed
