"""The first-parent chain of the branch, from the newest commit on.

A merge is on the chain. The commits that it brought in are beside the chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

_COLUMNS = "commit_hash, parents, committer, date, message"
PAGE = f"SELECT {_COLUMNS} FROM dolt_log(%s, '--parents') LIMIT %s"
SINCE = f"SELECT {_COLUMNS} FROM dolt_log(%s, '--parents')"
UNDOINGS = "SELECT commit_hash, message FROM dolt_log WHERE LEFT(message, 9) = 'bd: undo '"
IS_PART = "SELECT DOLT_MERGE_BASE('HEAD', %s)"

FIRST_PAGE = 100
GROWTH = 8
"""How many times longer each page is than the page before, as in `dolt/versions/revisions.py`."""


class Commit(NamedTuple):
    """One commit of a branch. The first of its parents is the commit before it on the branch."""

    hash: str
    parents: tuple[str, ...]
    author: str
    date: datetime
    message: str


def walk(reader: Reader, start: str = "HEAD") -> Iterator[Commit]:
    """Yield the commits along first parents, the newest first. Pages are read as they are
    needed.
    """
    length, page = FIRST_PAGE, _commits(reader, PAGE, start, FIRST_PAGE)
    here = next(iter(page), "")
    while here in page:
        yield page[here]
        here = (*page[here].parents, "")[0]
        if here and here not in page:
            length *= GROWTH
            page = _commits(reader, PAGE, here, length)


def commit(reader: Reader, name: str) -> Commit:
    """Return one commit by its hash."""
    return next(iter(_commits(reader, PAGE, name, 1).values()))


def is_part(reader: Reader, name: str) -> bool:
    """Tell whether a commit is on the first-parent chain of the branch."""
    return bool(reader.rows(IS_PART, name)[0][0] == name)


def undoings(reader: Reader) -> list[tuple[str, str]]:
    """Return the commits of the history that are undos, each with its message, the newest first."""
    return [(row[0], row[1]) for row in reader.rows(UNDOINGS)]


def since(reader: Reader, name: str) -> list[Commit]:
    """Return the commits of the first-parent chain after a commit, the newest first."""
    found = _commits(reader, SINCE, f"{name}..HEAD")
    here, chained = next(iter(found), ""), []
    while here in found:
        chained.append(found[here])
        here = (*found[here].parents, "")[0]
    return chained


def _commits(reader: Reader, sql: str, *values: Any) -> dict[str, Commit]:
    return {row[0]: Commit(row[0], _parents(row[1]), *row[2:]) for row in reader.rows(sql, *values)}


def _parents(text: str | None) -> tuple[str, ...]:
    return tuple((text or "").split(", ")) if text else ()
