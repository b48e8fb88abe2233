"""The commits of a branch that a reader of the feed does not have yet.

`dolt_log` walks from the newest commit on, and each commit comes before its parents. So the last
rows of a long log can be taken by themselves: all that they follow from is among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.store.history import log
from beadwork.store.history.log import Commit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beadwork.dolt.connection.session import Statement
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.model.history.cursor import Cursor

MERGE_BASE = "SELECT DOLT_MERGE_BASE(%s, %s)"
OF_HISTORY = "FROM dolt_log(%s, '--parents')"
NOT_OF = "FROM dolt_log(%s, '--not', %s, '--parents')"
COMMIT = f"{log.LOG} LIMIT 1"

AT_ONCE = 10_000
"""Commits whose hashes are read at once: 3 MB."""
_UNKNOWN = "target commit not found"


def is_in_history(reader: Reader, seen: Cursor, head: str) -> bool:
    """Tell whether the commits of a cursor are in the history of `head`."""
    if not seen.commits:
        return True
    try:
        bases = reader.read(*((MERGE_BASE, (commit, head)) for commit in seen.commits))
    except ServerError as error:
        if not is_unknown(error):
            raise
        return False
    return [base.rows[0][0] for base in bases] == list(seen.commits)


def is_unknown(error: ServerError) -> bool:
    """Tell whether a commit that was named is not there, or has no history in common."""
    return _UNKNOWN in error.text or error.fault is Fault.UNRELATED


def of(reader: Reader, seen: Cursor, head: str, most: int = AT_ONCE) -> dict[str, tuple[str, ...]]:
    """Return the commits in the history of `head` that are not in that of the cursor, each with its
    parents, the newest first. Where there are more than `most`, the oldest are returned.
    """
    sql, values = _unseen(seen, head)
    rows = reader.rows(f"SELECT commit_hash, parents {sql} LIMIT %s", *values, most + 1)
    if len(rows) > most:
        count = int(reader.rows(f"SELECT COUNT(*) {sql}", *values)[0][0])
        rows = reader.rows(
            f"SELECT commit_hash, parents {sql} LIMIT %s OFFSET %s", *values, most, count - most
        )
    return {row[0]: tuple(row[1].split(", ")) if row[1] else () for row in rows}


def _unseen(seen: Cursor, head: str) -> Statement:
    if not seen.commits:
        return (OF_HISTORY, (head,))
    others = ", %s" * (len(seen.commits) - 1)
    return (NOT_OF.replace("'--not', %s", f"'--not', %s{others}"), (head, *seen.commits))


def commits(reader: Reader, hashes: Sequence[str]) -> list[Commit]:
    """Return commits by their hashes, in one round trip."""
    answers = reader.read(*((COMMIT, (commit,)) for commit in hashes)) if hashes else []
    return [log.from_row(answer.rows[0]) for answer in answers]
