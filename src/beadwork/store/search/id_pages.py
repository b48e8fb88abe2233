"""The issues of a filter in pages, in the order of their ids, all as of one commit.

A page begins behind the last id of the page before it, which the key finds at once: 50 pages of
1,000 take no longer than one list of 50,000. In another order the server would sort all of them for
each page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import dolt_commit
from beadwork.store.history import log
from beadwork.store.issues import issues
from beadwork.store.search import filters, unknown_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from beadwork.dolt.writing.transaction import Reader
    from beadwork.model.issues.issue import Issue
    from beadwork.model.issues.kinds import Vocabulary
    from beadwork.store.search.filters import Clause, Filter

_FORWARD = ("id > %s", "ORDER BY id LIMIT %s")
_BACKWARD = ("id < %s", "ORDER BY id DESC LIMIT %s")


class Selection(NamedTuple):
    """A filter that was looked up: its clauses, the order, and the commit that is read."""

    clauses: Sequence[Clause]
    reverse: bool
    commit: str | None
    """None where the tables are read as they are."""


def selection(
    reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime, *, is_past: bool
) -> Selection:
    """Return the selection of a filter. It is of the newest commit, unless the tables hold more
    than that: the own writes of a batch, or writes that wait to be committed. `is_past` tells that
    the tables are those of a commit.

    Raises:
        NotFound, Ambiguous: an id of the filter names no issue, or several.
        Usage: the filter has a status or a type that no issue can have.
    """
    unknown_words.refuse(reader, wanted, vocabulary)
    whole, parents = filters.named(reader, wanted)
    clauses = [
        *filters.clauses(whole, vocabulary, now, parents),
        *filters.usual(whole, vocabulary),
    ]
    commit = None
    if isinstance(reader, Session) and not is_past:
        newest, uncommitted = reader.read((log.HEAD, ()), dolt_commit.UNCOMMITTED)
        commit = None if uncommitted.rows else str(newest.rows[0][0])
    return Selection(clauses, wanted.reverse, commit)


def page(reader: Reader, selected: Selection, last: str | None, size: int) -> list[Issue]:
    """Return at most `size` issues behind the id `last`; None stands for the first page."""
    behind, order = _BACKWARD if selected.reverse else _FORWARD
    first: list[Clause] = [] if last is None else [(behind, (last,))]
    where, values = filters.where([*first, *selected.clauses])
    at, commit = ("AS OF %s ", (selected.commit,)) if selected.commit else ("", ())
    rows = reader.rows(issues.select(f"{at}{where} {order}"), *commit, *values, size)
    return [issues.from_row(row) for row in rows]
