"""What a list of databases shows of each: whose it is, how many issues it has, its last write."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.store.issues.issues import NOT_DELETED

IDENTITY = """
    SELECT (SELECT value FROM metadata WHERE `key` = 'project_id'),
           (SELECT value FROM config WHERE `key` = 'issue_prefix')
"""
ISSUES = f"SELECT COUNT(*) FROM issues WHERE {NOT_DELETED}"
LAST_WRITE = "SELECT date FROM dolt_log LIMIT 1"


class Summary(NamedTuple):
    """One database. All but `name` is empty, 0 or None where it is not a tracker."""

    name: str
    project_id: str = ""
    prefix: str = ""
    issues: int = 0
    last_write: datetime | None = None
    why: str = ""
    """Why it is not a tracker, or cannot be read; else empty."""


def read(session: Session, name: str) -> Summary:
    """Return the summary of one database of the server, in one round trip.

    `metadata.check_database` or the server itself must have given the name.

    Raises:
        ServerError: the server does not answer.
    """
    quoted = name.replace("`", "``").replace("%", "%%")
    try:
        _, identity, count, last = session.pipeline(
            (f"USE `{quoted}`", ()), (IDENTITY, ()), (ISSUES, ()), (LAST_WRITE, ())
        )
    except ServerError as error:
        if error.fault in (Fault.LOST, Fault.REFUSED, Fault.DENIED):
            raise
        why = "no tracker" if error.fault is Fault.NO_TABLE else error.text.splitlines()[0]
        return Summary(name, why=why)
    project_id, prefix = identity.rows[0]
    if not project_id:
        return Summary(name, why="no tracker: its creation was interrupted")
    written = last.rows[0][0] if last.rows else None
    return Summary(name, project_id, prefix or "bd", int(count.rows[0][0]), written)
