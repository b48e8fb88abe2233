"""Change all issues that a filter selects."""

from __future__ import annotations

from datetime import datetime

from beadwork.actions.issues import update
from beadwork.actions.issues.update import Changes
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.counted import counted
from beadwork.model.issues.issue import Issue
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues
from beadwork.store.search import lists
from beadwork.store.search.filters import Filter


def update_where(
    tx: Transaction, wanted: Filter, changes: Changes, profile: TrackerProfile, now: datetime
) -> list[Issue]:
    """Apply the changes to the issues that `list` has for the filter, and return them as they are
    then. They are selected in the transaction of the write.

    Raises:
        Usage, NotFound, Ambiguous: the filter is refused.
        BeadworkError: as `update.update`.
    """
    selected = [issue.id for issue in lists.page(tx, wanted, profile.vocabulary, now).issues]
    if not selected:
        return []
    tx.say(f"bd: update {counted(len(selected), 'issue')}")
    tx.answers = tx.read(issues.by_ids(selected))
    return update.update(tx, selected, changes, profile)
