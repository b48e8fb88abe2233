"""Claims of workers: who has what, and the change of owner after a lease has ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.model.workers.lease import CLAIMED
from beadwork.store.issues.issues import LATER

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Statement
    from beadwork.dolt.writing.transaction import Reader, Transaction

IDS_OF = "SELECT id FROM issues WHERE assignee = %s AND status IN %s ORDER BY id"
OF_OWNERS = """
    SELECT id, title, assignee FROM issues WHERE assignee IN %s AND status IN %s ORDER BY id
"""
TAKE = f"""
    UPDATE issues
    SET status = 'in_progress', assignee = %s, started_at = COALESCE(started_at, %s),
        defer_until = NULL, updated_at = {LATER}
    WHERE id = %s AND assignee = %s AND status IN %s
"""


def ids_of(reader: Reader, owner: str) -> list[str]:
    """Return the ids of the issues that somebody has claimed."""
    return [str(row[0]) for row in reader.rows(IDS_OF, owner, CLAIMED)]


def of_owners(owners: Sequence[str]) -> Statement:
    """Return the statement for (id, title, owner) of what these have claimed."""
    return (OF_OWNERS, (tuple(owners), CLAIMED))


def take(tx: Transaction, issue_id: str, owner: str) -> bool:
    """Give the writer what `owner` has claimed, by compare-and-set. Tell whether it still was the
    owner's.
    """
    return tx.run(TAKE, tx.actor, tx.now, tx.now, issue_id, owner, CLAIMED) > 0
