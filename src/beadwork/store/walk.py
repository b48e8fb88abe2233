"""Walk candidates in the order of readiness, along the index, and stop when a page is full.

`ORDER BY priority, created_at DESC` over all open work sorts all of it: 70 ms at 10,000 issues, 460 at 100,000. With the status
and the priority fixed, the index `by_status` has the rest in order already: read from its end (all three columns DESC),
64 rows take 2 ms at any size. So each (status, priority) is a stream, and streams of one priority are merged here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from beadwork.model.issue import PRIORITIES, Issue
from beadwork.store import filters, issues

if TYPE_CHECKING:
    from beadwork.dolt.session import Statement
    from beadwork.dolt.write import Reader
    from beadwork.store.filters import Clause

CHUNK = 64
"""Rows read of a stream at once: a page of a terminal and some that will turn out to be held."""
AHEAD = 3
"""Priorities asked for in the first round trip; most pages end within them."""


def in_order(reader: Reader, statuses: tuple[str, ...], clauses: list[Clause]) -> Iterator[list[Issue]]:
    """Yield the issues of these statuses that satisfy the clauses, by priority, then newest, then id, in chunks."""
    firsts = _ask(reader, statuses, list(PRIORITIES)[:AHEAD], clauses, CHUNK)
    for priority in PRIORITIES:
        first = firsts[priority] if priority in firsts else _ask(reader, statuses, [priority], clauses, CHUNK)[priority]
        yield from _of_priority(reader, statuses, priority, clauses, first)


def _of_priority(
    reader: Reader, statuses: tuple[str, ...], priority: int, clauses: list[Clause], streams: list[list[Issue]]
) -> Iterator[list[Issue]]:
    chunk = CHUNK
    before: datetime | None = None
    while True:
        cut = max((stream[-1].created_at for stream in streams if len(stream) == chunk), default=None)
        found = [issue for stream in streams for issue in stream if cut is None or issue.created_at > cut]
        found.sort(key=newest_first)
        if found:
            yield found
        if cut is None:
            return
        if not found:  # a whole chunk was made in one instant: look at more of it at once
            chunk *= 8
        before = cut
        streams = _ask(reader, statuses, [priority], clauses, chunk, before)[priority]


def newest_first(issue: Issue) -> tuple[timedelta, str]:
    """Return the key that sorts the issues of one priority as `ready` shows them: newest first, then by id."""
    return (datetime.max - issue.created_at, issue.id)


def _ask(
    reader: Reader,
    statuses: tuple[str, ...],
    priorities: list[int],
    clauses: list[Clause],
    chunk: int,
    before: datetime | None = None,
) -> dict[int, list[list[Issue]]]:
    """Return, by priority, one list of rows for each status."""
    wanted = [(priority, status) for priority in priorities for status in statuses]
    answers = reader.read(*(_stream(status, priority, clauses, chunk, before) for priority, status in wanted))
    found: dict[int, list[list[Issue]]] = {priority: [] for priority in priorities}
    for (priority, _), answer in zip(wanted, answers, strict=True):
        found[priority].append([issues.from_row(row) for row in answer.rows])
    return found


def _stream(status: str, priority: int, clauses: list[Clause], chunk: int, before: datetime | None) -> Statement:
    fixed: list[Clause] = [("status = %s", (status,)), ("priority = %s", (priority,))]
    if before is not None:
        fixed.append(("created_at <= %s", (before,)))
    where, bound = filters.where([*fixed, *clauses])
    order = "ORDER BY status DESC, priority DESC, created_at DESC LIMIT %s"
    return (f"SELECT {issues.COLUMNS} FROM issues {where} {order}", (*bound, chunk))
