"""Lists of ids in a WHERE, in time that grows with their length and no faster.

Dolt 1.88.1 looks a list up in a key in time that grows with its square: 100 ids take 3 ms, 200 10,
1,000 370 and 5,000 10 s. So rows are read by 100 ids a statement, in one packet. Where it has to be
one statement, a long list is compared with every row of the table: 40 ms for 5,000 ids in 5,000
rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Row, Statement
    from beadwork.dolt.writing.transaction import Reader

BY_KEY = 100
"""Ids of a statement where there may be several statements."""
LONGEST_BY_KEY = 200
"""Ids of a statement that has to be the only one, up to which the key is quicker."""

_LIST = re.compile(r"([\w.]+) IN %s")


def rows(reader: Reader, sql: str, ids: Iterable[str]) -> list[Row]:
    """Return the rows of a statement about a list of ids, in one round trip.

    A long list is read by its order, so rows that the statement sorts by the listed column first
    come sorted.
    """
    return rows_of_each(reader, ids, sql)[0]


def rows_of_each(reader: Reader, ids: Iterable[str], *sql: str) -> list[list[Row]]:
    """Return what `rows` does for each of several statements, all in one round trip."""
    listed = list(ids)
    if not listed:
        return [[] for _ in sql]
    if len(listed) > BY_KEY:
        listed.sort()
    parts = list(chunks(listed))
    results = iter(reader.read(*((text, (tuple(part),)) for text in sql for part in parts)))
    return [[row for _ in parts for row in next(results).rows] for _ in sql]


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the ids by 100."""
    for start in range(0, len(ids), BY_KEY):
        yield ids[start : start + BY_KEY]


def statement(sql: str, ids: Sequence[str]) -> Statement:
    """Return a statement whose only value is a list, `column IN %s`."""
    return (_without_key(sql, ids), (tuple(ids),))


def clause(column: str, ids: Sequence[str]) -> tuple[str, tuple[Any, ...]]:
    """Return the clause that a column is one of the ids."""
    return (_without_key(f"{column} IN %s", ids), (tuple(ids),))


def _without_key(sql: str, ids: Sequence[str]) -> str:
    """Hide the column from the search for a key where the list is long."""
    return sql if len(ids) <= LONGEST_BY_KEY else _LIST.sub(r"CONCAT(\1) IN %s", sql)
