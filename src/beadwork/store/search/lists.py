"""Queries for lists of issues, and for the counts that are shown with each issue of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Statement
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import MACHINERY, Vocabulary
from beadwork.store import id_lists
from beadwork.store.issues import issues
from beadwork.store.issues.issues import NOT_DELETED
from beadwork.store.search import filters
from beadwork.store.search.filters import Clause, Filter

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.store.search.overview import Tally

MANY = 500
"""From so many issues on, counting in whole tables is faster than naming each id."""


class Page(NamedTuple):
    """Issues in order, and how many there are without the limit."""

    issues: list[Issue]
    total: int


def page(
    reader: Reader,
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
    extra: Sequence[Clause] = (),
) -> Page:
    """Return the issues of a filter, without those that lists leave out (`filters.usual`)."""
    return matching(reader, wanted, vocabulary, now, (*filters.usual(wanted, vocabulary), *extra))


def search(reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime) -> Page:
    """Return the issues that contain `wanted.text`, over or not. Machinery is left out unless the
    filter asks for it.
    """
    asked = wanted.types or wanted.everything or wanted.ids
    return matching(
        reader, wanted, vocabulary, now, () if asked else [("type NOT IN %s", (MACHINERY,))]
    )


def stale(
    reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime, edge: datetime
) -> Page:
    """Return the issues of a filter that were not changed since `edge`."""
    return page(reader, wanted, vocabulary, now, [("updated_at < %s", (edge,))])


def matching(
    reader: Reader,
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
    extra: Sequence[Clause] = (),
) -> Page:
    """Return the issues of a filter for which the `extra` clauses hold too.

    Raises:
        Usage: there are none, and the filter has a status or a type that no issue can have.
    """
    wanted, parents = filters.named(reader, wanted)
    where, bound = filters.where([*filters.clauses(wanted, vocabulary, now, parents), *extra])
    order, ordered = filters.order(wanted, now)
    limit, limited = filters.limit(wanted)
    questions: list[Statement] = [
        (
            issues.select(f"{where} {order} {limit}"),
            (*bound, *ordered, *limited),
        )
    ]
    if wanted.limit is not None:
        questions.append((f"SELECT COUNT(*) FROM issues {where}", bound))
    answers = reader.read(*questions)
    found = [issues.from_row(row) for row in answers[0].rows]
    if not found or filters.excludes_unknown(wanted, vocabulary):
        from beadwork.store.search import unknown_words

        unknown_words.refuse(reader, wanted, vocabulary)
    return Page(found, int(answers[1].rows[0][0]) if len(answers) > 1 else len(found))


DEPENDENCIES_OF = (
    "SELECT issue_id, COUNT(*) FROM dependencies WHERE issue_id IN %s GROUP BY issue_id"
)
DEPENDENTS_OF = """
    SELECT depends_on_id, COUNT(*) FROM dependencies
    WHERE depends_on_id IN %s GROUP BY depends_on_id
"""
CHILDREN_OF = f"""
    SELECT parent, COUNT(*) FROM issues WHERE parent IN %s AND {NOT_DELETED} GROUP BY parent
"""
COMMENTS_OF = "SELECT issue_id, COUNT(*) FROM comments WHERE issue_id IN %s GROUP BY issue_id"


def tallies(reader: Reader, listed: Sequence[Issue]) -> dict[str, Tally]:
    """Return the counts of each of these issues, in one round trip."""
    if not listed:
        return {}
    from beadwork.store.search import overview

    if len(listed) > MANY:
        _, tables = overview.read(reader)
        return {issue.id: tables.tally(issue) for issue in listed}
    counts = (DEPENDENCIES_OF, DEPENDENTS_OF, CHILDREN_OF, COMMENTS_OF)
    rows = id_lists.rows_of_each(reader, [issue.id for issue in listed], *counts)
    leaving, reaching, below, comments = (dict[str, int](counted) for counted in rows)
    return {
        issue.id: overview.Tally(
            leaving.get(issue.id, 0) + (issue.parent is not None),
            reaching.get(issue.id, 0) + below.get(issue.id, 0),
            comments.get(issue.id, 0),
        )
        for issue in listed
    }
