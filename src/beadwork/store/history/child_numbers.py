"""Which children an issue once had, so that no number is given twice.

Two issues under one id could not be told apart in history: restoring or undoing the first would
affect the second. There is no counter, because two branches would count independently. The ids are
those in the messages of commits. For an undo and for raw SQL, whose messages do not name all ids,
they are those of the commit before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import Result, Statement
from beadwork.model.history import commit_message
from beadwork.store.search import like_patterns

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

RECENT = 100
"""Commits that are read in the packet that takes the writer lock. They are enough if the parent is
younger than they are.
"""
_NAMING = "message LIKE %s OR message LIKE 'bd: undo %%' OR message LIKE 'bd: sql%%'"
IN_RECENT = f"""
    SELECT message, parents FROM (SELECT * FROM dolt_log('--parents') LIMIT {RECENT}) recent
    WHERE {_NAMING}
"""
IN_ALL = f"SELECT message, parents FROM dolt_log('--parents') WHERE {_NAMING}"
IS_OLDER = f"""
    SELECT date FROM (SELECT date FROM dolt_log LIMIT 1 OFFSET {RECENT - 1}) oldest
    WHERE date > (SELECT created_at FROM issues WHERE id = %s) - INTERVAL 1 HOUR
"""
"""Gives one row if the parent may be older than the recent commits. Clocks may differ by an
hour.
"""
BELOW_AT = "SELECT id FROM issues AS OF %s WHERE id > %s AND id < %s"


def statements(parent: str) -> tuple[Statement, Statement]:
    """Return the statements whose results `named` takes."""
    return (IN_RECENT, (like_patterns.containing(f"{parent}."),)), (IS_OLDER, (parent,))


def named(reader: Reader, parent: str, recent: Result, older: Result) -> list[str]:
    """Return the ids below `parent` that history tells of."""
    rows = recent.rows
    if older.rows:
        rows = reader.rows(IN_ALL, like_patterns.containing(f"{parent}."))
    ids = [issue_id for message, _ in rows for issue_id in commit_message.issues(message)]
    before = [
        commit
        for message, parents in rows
        if commit_message.verb(message) in ("undo", "sql") and parents
        for commit in parents.split(", ")[:1]
    ]
    if before:
        answers = reader.read(*((BELOW_AT, (commit, *_below(parent))) for commit in before))
        ids += [str(row[0]) for answer in answers for row in answer.rows]
    return [issue_id for issue_id in ids if issue_id.startswith(f"{parent}.")]


def _below(parent: str) -> tuple[str, str]:
    return f"{parent}.", f"{parent}/"
