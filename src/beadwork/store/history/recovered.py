"""What a database holds that was just cloned: commits, issues, and the newest change."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from beadwork.dolt.connection.session import Session
from beadwork.store.issues.issues import NOT_DELETED

COMMITS = "SELECT COUNT(*) FROM dolt_log"
ISSUES = f"SELECT COUNT(*) FROM issues WHERE {NOT_DELETED}"
NEWEST = "SELECT commit_hash, date, committer, message FROM dolt_log LIMIT 1"


class Recovered(NamedTuple):
    """The number of commits and issues, and the newest commit."""

    commits: int
    issues: int
    commit: str
    at: datetime
    author: str
    message: str


def read(session: Session) -> Recovered:
    """Return what the session's database holds, in one round trip.

    Raises:
        ServerError: it cannot be read, or has no such tables.
    """
    commits, issues, newest = session.read((COMMITS, ()), (ISSUES, ()), (NEWEST, ()))
    commit, at, author, message = newest.rows[0]
    return Recovered(
        int(commits.rows[0][0]),
        int(issues.rows[0][0]),
        str(commit),
        at,
        str(author),
        str(message).partition("\n")[0],
    )
