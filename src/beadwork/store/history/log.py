"""The commits of the branch: each is one write, with its author.

The server walks the commits from the newest on, and only as far as is asked for: 50 of 10,000 in 1
ms, without an ORDER BY that would have it walk all. A condition is tried on each as it comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.store.search import filters
from beadwork.store.search.filters import Clause, contains

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

HEAD = "SELECT DOLT_HASHOF('HEAD')"
COLUMNS = "commit_hash, committer, email, date, message"
LOG = f"SELECT {COLUMNS}, parents FROM dolt_log(%s, '--parents')"


class Commit(NamedTuple):
    """One commit; the message as it stands in history, with its trailer."""

    hash: str
    author: str
    email: str
    date: datetime
    message: str
    parents: tuple[str, ...] = ()
    """Its first parent first; empty where nobody asked for them."""


class Wanted(NamedTuple):
    """Which commits are wanted; what is not set does not matter."""

    text: str = ""
    """In the message, whatever its case."""
    author: str = ""
    """In the author's name or address, whatever its case."""
    actor: str = ""
    """The author's whole name."""
    since: datetime | None = None
    until: datetime | None = None
    """Made before this."""
    hashes: Sequence[str] | None = None


def head(reader: Reader) -> str:
    """Return the hash of the newest commit."""
    return str(reader.rows(HEAD)[0][0])


def commits(
    reader: Reader, wanted: Wanted, limit: int | None = None, reach: str = "HEAD"
) -> list[Commit]:
    """Return the commits that are wanted, the newest first: at most `limit`, of those in `reach` (a
    commit, or `a..b`).
    """
    if wanted.hashes is not None and not wanted.hashes:
        return []
    where, values = filters.where(_clauses(wanted))
    cut, most = (" LIMIT %s", (limit,)) if limit is not None else ("", ())
    return [from_row(row) for row in reader.rows(f"{LOG} {where}{cut}", reach, *values, *most)]


def from_row(row: Sequence[object]) -> Commit:
    """Return the commit of a row in the order of COLUMNS, its parents behind them."""
    *columns, parents = row
    return Commit._make((*columns, tuple(str(parents).split(", ")) if parents else ()))


def _clauses(wanted: Wanted) -> list[Clause]:
    found: list[Clause] = []
    if wanted.text:
        found.append(("LOWER(message) LIKE %s", (contains(wanted.text),)))
    if wanted.author:
        pattern = contains(wanted.author)
        found.append(("(LOWER(committer) LIKE %s OR LOWER(email) LIKE %s)", (pattern, pattern)))
    if wanted.actor:
        found.append(("committer = %s", (wanted.actor,)))
    if wanted.since is not None:
        found.append(("date >= %s", (wanted.since,)))
    if wanted.until is not None:
        found.append(("date < %s", (wanted.until,)))
    if wanted.hashes is not None:
        found.append(("commit_hash IN %s", (tuple(wanted.hashes),)))
    return found
