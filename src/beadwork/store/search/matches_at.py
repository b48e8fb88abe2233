"""Which issues a filter selects at a commit, among those that the commit may have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.store import id_lists
from beadwork.store.search import filters, named_issues, unknown_words
from beadwork.store.search.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from beadwork.dolt.connection.session import Statement
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.model.issues.kinds import Vocabulary

PACKET = 200
"""Statements in one packet."""

Question = tuple[str, tuple[str, ...]]
"""A commit, and the ids of issues."""


def prepared(reader: Reader, wanted: Filter, vocabulary: Vocabulary) -> Filter:
    """Return the filter with whole ids, closed issues and machinery included.

    Raises:
        NotFound, Ambiguous: an id names no issue, or several.
        Usage: the filter has a status or a type that no issue can have.
    """
    unknown_words.refuse(reader, wanted, vocabulary)
    whole, parents = filters.named(reader, wanted)
    return whole._replace(everything=True, parent=parents[0] if parents else None)


def at(
    reader: Reader,
    questions: Sequence[Question],
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
) -> list[set[str]]:
    """Return for each question which of its issues a filter (of `prepared`) selects."""
    parents = named_issues.parents_below(reader, wanted.parent) if wanted.parent else None
    clauses = filters.clauses(wanted, vocabulary, now, parents)
    statements: list[Statement] = []
    places: list[int] = []
    for place, (commit, ids) in enumerate(questions):
        for part in id_lists.chunks(ids):
            where, values = filters.where([("id IN %s", (tuple(part),)), *clauses])
            statements.append((f"SELECT id FROM issues AS OF %s {where}", (commit, *values)))
            places.append(place)
    found: list[set[str]] = [set() for _ in questions]
    for place, selected in zip(places, _ids(reader, statements), strict=True):
        found[place] |= selected
    return found


def _ids(reader: Reader, statements: Sequence[Statement]) -> Iterator[set[str]]:
    for start in range(0, len(statements), PACKET):
        for answer in reader.read(*statements[start : start + PACKET]):
            yield {str(row[0]) for row in answer.rows}
