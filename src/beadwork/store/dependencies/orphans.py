"""References to issues that do not exist. There are no foreign keys (they break merges), so a row
may outlive the issue that it refers to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.dependencies.dependency import BLOCKING, PARENT_CHILD, is_foreign
from beadwork.model.dependencies.graph import Edge
from beadwork.model.issues import ids
from beadwork.model.issues.issue import Issue
from beadwork.store import id_lists
from beadwork.store.dependencies import cross_rig_targets
from beadwork.store.issues import issues

_BLOCKING = ", ".join(f"'{word}'" for word in BLOCKING)

DANGLING_PARENTS = """
    SELECT i.id, i.parent FROM issues i LEFT JOIN issues p ON p.id = i.parent
    WHERE i.parent IS NOT NULL AND p.id IS NULL
"""
DANGLING_BLOCKERS = f"""
    SELECT d.issue_id, d.depends_on_id, d.type
    FROM dependencies d
    JOIN issues i ON i.id = d.issue_id
    LEFT JOIN issues b ON b.id = d.depends_on_id
    WHERE d.type IN ({_BLOCKING}) AND b.id IS NULL
"""
NAMED_AS_PARTS = "SELECT id FROM issues WHERE parent IS NULL AND id LIKE %s"


class Orphan(NamedTuple):
    """An issue, and the edge of it (to its parent, or to a blocker) whose other end is not in the
    tracker.
    """

    issue: Issue
    edge: Edge
    by_name: bool
    """There is no such edge, but the id names the issue as a child: `bd-7.1` of `bd-7`."""


def find(reader: Reader) -> list[Orphan]:
    """Return every orphan, in order of id. One issue may have several such edges. A target in
    another tracker of the town counts as existing.
    """
    parents, blockers, parts = reader.read(
        (DANGLING_PARENTS, ()), (DANGLING_BLOCKERS, ()), (NAMED_AS_PARTS, ("%.%",))
    )
    dangling = [Edge(child, parent, PARENT_CHILD) for child, parent in parents.rows]
    blocking = [Edge._make(row) for row in blockers.rows if not is_foreign(row[1])]
    targets = cross_rig_targets.of_edges(reader, (edge[:2] for edge in blocking))
    dangling += [edge for edge in blocking if edge.depends_on_id not in targets]
    named = _named(reader, [row[0] for row in parts.rows])
    if not dangling and not named:
        return []
    edges = sorted([*dangling, *named])
    rows = id_lists.rows(reader, issues.BY_IDS, {edge.issue_id for edge in edges})
    found = {row[0]: issues.from_row(row) for row in rows}
    return [Orphan(found[edge.issue_id], edge, edge in named) for edge in edges]


def _named(reader: Reader, parts: Sequence[str]) -> list[Edge]:
    """Return an edge for each id whose name says that it is a child of an issue that does not
    exist.
    """
    parents = {part: parent for part in parts if (parent := ids.parent_of(part))}
    existing = issues.existing(reader, tuple(set(parents.values())))
    return [
        Edge(part, parent, PARENT_CHILD)
        for part, parent in parents.items()
        if parent not in existing
    ]
