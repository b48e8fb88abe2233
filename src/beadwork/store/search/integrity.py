"""Rows that no command writes, but that imports, merges and raw SQL may leave. The doctor looks for
them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.dependencies import graph
from beadwork.model.dependencies.cross_rig import NotKnown
from beadwork.model.dependencies.dependency import TYPES, is_foreign
from beadwork.model.issues.kinds import Vocabulary
from beadwork.store.dependencies import cross_rig_targets, holders, orphans
from beadwork.store.search.overview import json_array

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

DANGLING_EDGES = """
    SELECT d.issue_id, d.depends_on_id, d.type, i.id IS NULL, b.id IS NULL
    FROM dependencies d
    LEFT JOIN issues i ON i.id = d.issue_id
    LEFT JOIN issues b ON b.id = d.depends_on_id
    WHERE i.id IS NULL OR b.id IS NULL
    ORDER BY d.issue_id, d.depends_on_id
"""
DANGLING_COMMENTS = """
    SELECT c.issue_id, COUNT(*) FROM comments c LEFT JOIN issues i ON i.id = c.issue_id
    WHERE i.id IS NULL GROUP BY c.issue_id ORDER BY c.issue_id
"""
STATUSES = "SELECT status, COUNT(*), MIN(id) FROM issues GROUP BY status ORDER BY status"
ISSUE_TYPES = "SELECT type, COUNT(*), MIN(id) FROM issues GROUP BY type ORDER BY type"
EDGE_TYPES = "SELECT type, COUNT(*), MIN(issue_id) FROM dependencies GROUP BY type ORDER BY type"
PREFIXES = """
    SELECT
        LEFT(id, CHAR_LENGTH(id) - CHAR_LENGTH(SUBSTRING_INDEX(id, '-', -1)) - 1) AS prefix,
        COUNT(*)
    FROM issues GROUP BY prefix ORDER BY COUNT(*) DESC, prefix
"""


class DanglingEdge(NamedTuple):
    """An edge with an end that does not exist."""

    issue_id: str
    depends_on_id: str
    type: str
    missing: str
    unasked: str = ""
    """Why nobody knows whether the end exists; empty where it is known not to."""


class UnknownWord(NamedTuple):
    """A word that the tracker does not know, how many rows have it, and the id in one of the
    rows.
    """

    kind: str
    word: str
    rows: int
    example: str


def dangling_parents(reader: Reader) -> list[tuple[str, str]]:
    """Return the ids of the issues whose parent does not exist, each with the parent."""
    return [(row[0], row[1]) for row in reader.rows(orphans.DANGLING_PARENTS)]


def deep_issues(reader: Reader, most: int) -> list[tuple[str, int]]:
    """Return the issues without children that have more than `most` ancestors, each with the number
    of its ancestors, the deepest first.
    """
    parents: dict[str, str] = dict(json_array(reader.read((holders.PARENTS, ()))[0]))
    with_children = set(parents.values())
    found = [
        (issue_id, depth)
        for issue_id, depth in graph.depths(parents).items()
        if depth > most and issue_id not in with_children
    ]
    return sorted(found, key=lambda issue: (-issue[1], issue[0]))


def dangling_edges(reader: Reader) -> list[DanglingEdge]:
    """Return the edges of every type with an end that is in no tracker of the town, or not known
    because its rig cannot be asked. An edge to a foreign target does not count.
    """
    rows = [
        row
        for row in reader.rows(DANGLING_EDGES)
        if not (row[4] and not row[3] and is_foreign(row[1]))
    ]
    targets = cross_rig_targets.look_up(reader, ((row[0], row[1]) for row in rows if not row[3]))
    found = []
    for row in rows:
        target = None if row[3] else targets.get(row[1])
        if target is None or isinstance(target, NotKnown):
            missing = row[0] if row[3] else row[1]
            found.append(
                DanglingEdge(row[0], row[1], row[2], missing, str(target.rig) if target else "")
            )
    return found


def dangling_comments(reader: Reader) -> list[tuple[str, int]]:
    """Return the ids that have comments but no issue, each with the number of comments."""
    return [(row[0], int(row[1])) for row in reader.rows(DANGLING_COMMENTS)]


def unknown_words(reader: Reader, words: Vocabulary) -> list[UnknownWord]:
    """Return the statuses, the issue types and the dependency types that this tracker does not
    know.
    """
    statuses, types, edges = reader.read((STATUSES, ()), (ISSUE_TYPES, ()), (EDGE_TYPES, ()))
    known: tuple[tuple[str, tuple[tuple[str, int, str], ...], Collection[str]], ...] = (
        ("status", statuses.rows, words.statuses),
        ("issue type", types.rows, words.types),
        ("dependency type", edges.rows, TYPES),
    )
    return [
        UnknownWord(kind, row[0], int(row[1]), row[2])
        for kind, rows, expected in known
        for row in rows
        if row[0] not in expected
    ]


def prefixes(reader: Reader) -> dict[str, int]:
    """Return the number of ids with each prefix, the most frequent prefix first."""
    return {str(row[0]): int(row[1]) for row in reader.rows(PREFIXES)}
