"""Who has which issues at a commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

CLAIMS = """
    SELECT id, assignee, status, started_at FROM issues AS OF %s
    WHERE id IN %s AND assignee IS NOT NULL AND status = 'in_progress' ORDER BY id
"""


class Claim(NamedTuple):
    """Who has an issue, its status, and since when."""

    owner: str
    status: str
    since: datetime | None


def claims(session: Session, commit: str, ids: Sequence[str]) -> dict[str, Claim]:
    """Return the claims of those among these issues that somebody has, by id."""
    return {
        str(row[0]): Claim(str(row[1]), str(row[2]), row[3])
        for row in session.rows(CLAIMS, commit, tuple(ids))
    }
