"""Lists of ids in a WHERE, in time proportional to their length.

Dolt 1.88.1 looks up a list in a key in time that grows with the square of the length: 100 ids take
3 ms, 200 take 10 ms, 1,000 take 370 ms and 5,000 take 10 s. So rows are read with 100 ids in a
statement, and many statements in one packet. Where only one statement is possible, a long list is
compared with every row of the table: 40 ms for 5,000 ids in 5,000 rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Row, Statement
    from beadwork.dolt.writing.transaction import Reader

BY_KEY = 100
"""Ids in a statement where several statements are possible."""
LONGEST_BY_KEY = 200
"""Ids in a single statement up to which the key is faster than comparing every row."""

_LIST = re.compile(r"([\w.]+) IN %s")


def rows(reader: Reader, sql: str, ids: Iterable[str]) -> list[Row]:
    """Return the rows of a statement about a list of ids, in one round trip.

    A list of more than 100 ids is read in sorted order. So if the statement sorts by the listed
    column first, the rows are sorted.
    """
    return rows_of_each(reader, ids, sql)[0]


def rows_of_each(reader: Reader, ids: Iterable[str], *sql: str) -> list[list[Row]]:
    """Return for each statement what `rows` returns, all in one round trip."""
    listed = list(ids)
    if not listed:
        return [[] for _ in sql]
    if len(listed) > BY_KEY:
        listed.sort()
    parts = list(chunks(listed))
    results = iter(reader.read(*((text, (tuple(part),)) for text in sql for part in parts)))
    return [[row for _ in parts for row in next(results).rows] for _ in sql]


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the ids in chunks of 100."""
    for start in range(0, len(ids), BY_KEY):
        yield ids[start : start + BY_KEY]


def statement(sql: str, ids: Sequence[str]) -> Statement:
    """Return a statement with a list of ids, `column IN %s`, as its only value."""
    return (_without_key(sql, ids), (tuple(ids),))


def clause(column: str, ids: Sequence[str]) -> tuple[str, tuple[Any, ...]]:
    """Return the clause that requires a column to be one of the ids."""
    return (_without_key(f"{column} IN %s", ids), (tuple(ids),))


def _without_key(sql: str, ids: Sequence[str]) -> str:
    """Wrap the column in a function if the list is long, so that Dolt uses no key."""
    return sql if len(ids) <= LONGEST_BY_KEY else _LIST.sub(r"CONCAT(\1) IN %s", sql)
