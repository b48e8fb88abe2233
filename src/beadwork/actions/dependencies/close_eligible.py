"""Close the epics whose work is done."""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.issues.issue import Issue
from beadwork.store.dependencies import epics
from beadwork.store.issues import issues

REASON = "all children are closed"


def close_eligible(tx: Transaction, over: tuple[str, ...]) -> list[Issue]:
    """Close every epic that has children, all of them closed, and that nothing blocks; return these
    epics.

    An epic above them that becomes eligible by this stays open: one call closes what one look
    showed.
    """
    closed = []
    for epic in [progress.epic for progress in epics.progress(tx, over) if progress.eligible]:
        closed.append(issues.save(tx, epic, epic.close(REASON, tx.now)))
        tx.say(f"bd: close {epic.id}: {REASON}")
    return closed
