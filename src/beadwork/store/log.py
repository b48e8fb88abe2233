"""The commits of the branch: each is one write, with its author."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.store.filters import contains

if TYPE_CHECKING:
    from beadwork.dolt.write import Reader

HEAD = "SELECT DOLT_HASHOF('HEAD')"
_COLUMNS = "commit_hash, committer, email, date, message"
COMMITS = f"SELECT {_COLUMNS} FROM dolt_log WHERE LOWER(message) LIKE %s ORDER BY commit_order DESC"
FIRST_COMMITS = f"{COMMITS} LIMIT %s"


class Commit(NamedTuple):
    """One commit; the message as it stands in history, with its trailer."""

    hash: str
    author: str
    email: str
    date: datetime
    message: str


def head(reader: Reader) -> str:
    """Return the hash of the newest commit."""
    return str(reader.rows(HEAD)[0][0])


def commits(reader: Reader, text: str = "", limit: int | None = None) -> list[Commit]:
    """Return the commits that have `text` in their message (whatever its case), the newest first."""
    if limit is None:
        return [Commit._make(row) for row in reader.rows(COMMITS, contains(text))]
    return [Commit._make(row) for row in reader.rows(FIRST_COMMITS, contains(text), limit)]
