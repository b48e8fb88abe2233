"""Many issues at once with their edges and comments, as import and export read and write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple, TypeVar

from beadwork.dolt.connection.session import Result, Session
from beadwork.dolt.writing.transaction import Reader, Transaction
from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import Vocabulary
from beadwork.store import id_lists
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import comments, issues
from beadwork.store.search import filters, unknown_words
from beadwork.store.search.filters import Filter

T = TypeVar("T")

ISSUES_BETWEEN = issues.select("WHERE id BETWEEN %s AND %s")
EDGES_BETWEEN = f"""
    SELECT {dependencies.COLUMNS} FROM dependencies
    WHERE issue_id BETWEEN %s AND %s ORDER BY issue_id, created_at, depends_on_id, type
"""
COMMENTS_BETWEEN = f"""
    SELECT {comments.COLUMNS} FROM comments
    WHERE issue_id BETWEEN %s AND %s ORDER BY {comments.ORDER}
"""

ROWS_A_READ = 1000
"""Ids of one range read. The results are a few MB."""
NAMES_A_READ = id_lists.BY_KEY
"""Ids of one read by key. The range from the first to the last of 1,000 ids takes 22 ms."""
SPARSE = 5
"""If fewer than one issue in so many is wanted, reading them by key costs less than reading the
ranges that hold them.
"""
ROWS_A_STATEMENT = 500

SNAPSHOT = "START TRANSACTION READ ONLY"
SNAPSHOT_OVER = "ROLLBACK"
_COMMENT_MARKS = "(%s, %s, %s, %s, %s, %s)"


class StoredIssues(NamedTuple):
    """Issues, the edges that leave them and the comments on them, all by the issue's id."""

    issues: dict[str, Issue]
    edges: dict[str, list[Dependency]]
    comments: dict[str, list[Comment]]


def read(reader: Reader, ids: Iterable[str]) -> StoredIssues:
    """Return the issues of `ids` that exist, with their edges and comments."""
    found = StoredIssues({}, {}, {})
    for page in pages(reader, sorted(ids)):
        found.issues.update(page.issues)
        found.edges.update(page.edges)
        found.comments.update(page.comments)
    return found


def pages(reader: Reader, ids: Sequence[str]) -> Iterator[StoredIssues]:
    """Yield what `read` returns in pages, with one round trip for each page.

    `ids` are sorted, in ascending or descending order. The pages have the same order.
    """
    count = issues.count(reader) if ids else 0
    if not count:
        return
    by_name = count > SPARSE * len(ids)
    for chunk in chunks(ids, NAMES_A_READ if by_name else ROWS_A_READ):
        yield _by_name(reader, chunk) if by_name else _by_range(reader, chunk)


def _by_name(reader: Reader, ids: Sequence[str]) -> StoredIssues:
    names = (tuple(ids),)
    return _from_results(
        ids,
        reader.read(
            (issues.BY_IDS, names), (dependencies.OF_ISSUES, names), (comments.OF_ISSUES, names)
        ),
    )


def _by_range(reader: Reader, ids: Sequence[str]) -> StoredIssues:
    ends = (min(ids), max(ids))
    return _from_results(
        ids, reader.read((ISSUES_BETWEEN, ends), (EDGES_BETWEEN, ends), (COMMENTS_BETWEEN, ends))
    )


def _from_results(ids: Sequence[str], answers: Sequence[Result]) -> StoredIssues:
    rows, edges, remarks = answers
    wanted = frozenset(ids)
    found = StoredIssues(
        {row[0]: issues.from_row(row) for row in rows.rows if row[0] in wanted}, {}, {}
    )
    for row in edges.rows:
        if row[0] in wanted:
            found.edges.setdefault(row[0], []).append(dependencies.from_row(row))
    for row in remarks.rows:
        if row[0] in wanted:
            found.comments.setdefault(row[0], []).append(comments.from_row(row))
    return found


@contextmanager
def snapshot(reader: Reader) -> Iterator[None]:
    """Let all reads of the block see one state of the tables, whatever others write meanwhile."""
    if not isinstance(reader, Session):  # a transaction always sees one state
        yield
        return
    reader.run(SNAPSHOT)
    try:
        yield
    finally:
        if reader.is_open:
            reader.run(SNAPSHOT_OVER)


def matching_ids(
    reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime
) -> list[str]:
    """Return the ids of the issues that a filter asks for, in the order of the filter. Those that
    are marked as deleted are among them: a tracker moves whole.
    """
    wanted, parents = filters.named(reader, wanted._replace(everything=True))
    where, bound = filters.where(filters.clauses(wanted, vocabulary, now, parents))
    order, ordered = filters.order(wanted, now)
    limit, limited = filters.limit(wanted)
    rows = reader.rows(f"SELECT id FROM issues {where} {order} {limit}", *bound, *ordered, *limited)
    if not rows or filters.excludes_unknown(wanted, vocabulary):
        unknown_words.refuse(reader, wanted, vocabulary)
    return [row[0] for row in rows]


def existing(reader: Reader, ids: Sequence[str]) -> set[str]:
    """Return the `ids` that exist, for any number of ids."""
    return {
        found
        for chunk in chunks(list(ids), NAMES_A_READ)
        for found in issues.existing(reader, chunk)
    }


def replace_all(tx: Transaction, replaced: Sequence[Issue]) -> None:
    """Replace whole issues, 500 in a statement."""
    marks = f"({', '.join(['%s'] * len(Issue._fields))})"
    for chunk in chunks(replaced, ROWS_A_STATEMENT):
        sql = f"REPLACE INTO issues ({issues.COLUMNS}) VALUES {', '.join([marks] * len(chunk))}"
        tx.run(sql, *(value for issue in chunk for value in issues.to_row(issue)))


def remove_edges_from(tx: Transaction, ids: Sequence[str]) -> None:
    """Delete every edge that leaves one of `ids`."""
    for chunk in chunks(ids, NAMES_A_READ):
        tx.run(dependencies.REMOVE_FROM, tuple(chunk))


def replace_comments(tx: Transaction, written: Sequence[Comment]) -> None:
    """Insert comments or replace those of the same key, 500 in a statement."""
    for chunk in chunks(written, ROWS_A_STATEMENT):
        marks = ", ".join([_COMMENT_MARKS] * len(chunk))
        sql = f"REPLACE INTO comments ({comments.COLUMNS}) VALUES {marks}"
        tx.run(sql, *(value for comment in chunk for value in comments.to_row(comment)))


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield the items in chunks of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
