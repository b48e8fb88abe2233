"""What came with a database that was cloned: its commits, its issues, and its newest change."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

COMMITS = "SELECT COUNT(*) FROM dolt_log"
ISSUES = "SELECT COUNT(*) FROM issues"
NEWEST = "SELECT commit_hash, date, message FROM dolt_log LIMIT 1"


class Fetched(NamedTuple):
    """A cloned database. `newest` is the first line of the newest commit's message."""

    commits: int
    issues: int
    head: str
    date: datetime
    newest: str


def read(session: Session) -> Fetched:
    """Return what the session's database holds, in one round trip."""
    commits, issues, newest = session.pipeline((COMMITS, ()), (ISSUES, ()), (NEWEST, ()))
    ((head, date, message),) = newest.rows
    line = str(message).partition("\n")[0]
    return Fetched(int(commits.rows[0][0]), int(issues.rows[0][0]), str(head), date, line)
