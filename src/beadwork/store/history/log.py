"""The commits of the branch: each is one write, with its author.

The server walks the commits from the newest on, tests each against the conditions, and stops at the
limit: 50 of 10,000 take 1 ms. With an ORDER BY it would walk all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.store.search import filters
from beadwork.store.search.filters import Clause, contains

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

HEAD = "VALUES ROW(DOLT_HASHOF('HEAD'))"
COLUMNS = "commit_hash, committer, email, date, message"
LOG = f"SELECT {COLUMNS}, parents FROM dolt_log(%s, '--parents')"


class Commit(NamedTuple):
    """One commit. The message is whole, with its trailer."""

    hash: str
    author: str
    email: str
    date: datetime
    message: str
    parents: tuple[str, ...] = ()
    """The parents, the first parent first; empty where they were not read."""


class Wanted(NamedTuple):
    """Which commits are wanted. All conditions that are set must hold."""

    text: str = ""
    """A text in the message, ignoring case."""
    author: str = ""
    """A text in the author's name or address, ignoring case."""
    actor: str = ""
    """The author's whole name."""
    since: datetime | None = None
    until: datetime | None = None
    """The commit was made before this time."""
    hashes: Sequence[str] | None = None


def head(reader: Reader) -> str:
    """Return the hash of the newest commit."""
    return str(reader.rows(HEAD)[0][0])


def commits(
    reader: Reader, wanted: Wanted, limit: int | None = None, reach: str = "HEAD"
) -> list[Commit]:
    """Return at most `limit` wanted commits in `reach`, the newest first. `reach` is a revision, or
    a range `a..b`.
    """
    if wanted.hashes is not None and not wanted.hashes:
        return []
    where, values = filters.where(_clauses(wanted))
    cut, most = (" LIMIT %s", (limit,)) if limit is not None else ("", ())
    return [from_row(row) for row in reader.rows(f"{LOG} {where}{cut}", reach, *values, *most)]


def from_row(row: Sequence[object]) -> Commit:
    """Return the commit of a row in the order of COLUMNS, with the parents after them."""
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
