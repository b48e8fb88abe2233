"""Write copies of plans, and the merged fields of plans that are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from beadwork.actions.commons import plans
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Exists
from beadwork.model.commons import copies
from beadwork.model.counted import counted
from beadwork.model.issues.issue import Issue
from beadwork.store.issues import issues


def write(tx: Transaction, wanted: Sequence[Issue], what: str, now: datetime) -> list[str]:
    """Add the copies that are missing, give the others the shared fields, and return the ids that
    were added or changed.

    Raises:
        Exists: an issue of such an id is another one.
    """
    here = plans.present(tx, [issue.id for issue in wanted])
    changed = []
    for copy in wanted:
        known = here.get(copy.id)
        if known is None:
            issues.add(tx, copy)
        elif known.external_ref != copy.external_ref:
            raise Exists(
                f"{copy.id} is here already, and is no copy of {copy.external_ref}",
                hint=f"bd show {copy.id}",
            )
        elif not _save(tx, known, {field: getattr(copy, field) for field in copies.SHARED}, now):
            continue
        changed.append(copy.id)
    if changed:
        tx.say(f"bd: commons: {what} {counted(len(changed), 'issue')}")
    return changed


def change(
    tx: Transaction, values: Mapping[str, Mapping[str, Any]], what: str, now: datetime
) -> list[str]:
    """Give issues these values of the shared fields, and return the ids that were changed."""
    here = plans.present(tx, [*values])
    changed = [
        issue_id for issue_id, issue in here.items() if _save(tx, issue, values[issue_id], now)
    ]
    if changed:
        tx.say(f"bd: commons: {what} {counted(len(changed), 'issue')}")
    return changed


def _save(tx: Transaction, issue: Issue, values: Mapping[str, Any], now: datetime) -> bool:
    after = issue._replace(**values)
    if after == issue:
        return False
    issues.save(tx, issue, after._replace(updated_at=now))
    return True
