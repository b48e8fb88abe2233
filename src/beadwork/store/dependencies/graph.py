"""All edges of a tracker: the rows of `dependencies`, and the column `parent` as an edge of type
parent-child.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beadwork.dolt.connection.session import Row
from beadwork.dolt.writing.transaction import Reader, Transaction
from beadwork.model.dependencies.dependency import PARENT_CHILD
from beadwork.model.dependencies.graph import Edge
from beadwork.store import id_lists

LEAVING = "SELECT issue_id, depends_on_id, type FROM dependencies WHERE issue_id IN %s"
PARENTS_OF = "SELECT id, parent FROM issues WHERE id IN %s AND parent IS NOT NULL"
REACHING = "SELECT issue_id, depends_on_id, type FROM dependencies WHERE depends_on_id IN %s"
CHILDREN_OF = "SELECT id, parent FROM issues WHERE parent IN %s"
EDGES = "SELECT issue_id, depends_on_id, type FROM dependencies"
PARENTS = "SELECT id, parent FROM issues WHERE parent IS NOT NULL"
EDGES_AT = "SELECT issue_id, depends_on_id, type FROM dependencies AS OF %s"
PARENTS_AT = "SELECT id, parent FROM issues AS OF %s WHERE parent IS NOT NULL"
REMOVE = "DELETE FROM dependencies WHERE issue_id = %s AND depends_on_id = %s AND type = %s"


def leaving(reader: Reader, ids: Sequence[str]) -> list[Edge]:
    """Return the edges that leave `ids`, those to their parents among them, sorted."""
    return _sorted(*id_lists.rows_of_each(reader, ids, LEAVING, PARENTS_OF))


def reaching(reader: Reader, ids: Sequence[str]) -> list[Edge]:
    """Return the edges that point at `ids`, those of their children among them, sorted."""
    return _sorted(*id_lists.rows_of_each(reader, ids, REACHING, CHILDREN_OF))


def everything(reader: Reader) -> list[Edge]:
    """Return every edge of the tracker, sorted."""
    edges, parents = reader.read((EDGES, ()), (PARENTS, ()))
    return _sorted(edges.rows, parents.rows)


def everything_at(reader: Reader, commit: str) -> list[Edge]:
    """Return every edge of the tracker at a commit, sorted."""
    edges, parents = reader.read((EDGES_AT, (commit,)), (PARENTS_AT, (commit,)))
    return _sorted(edges.rows, parents.rows)


def remove(tx: Transaction, edge: Edge) -> None:
    """Delete one row of `dependencies`."""
    tx.write(REMOVE, *edge)


def _sorted(edges: Iterable[Row], parents: Iterable[Row]) -> list[Edge]:
    return sorted(
        {*map(Edge._make, edges), *(Edge(child, parent, PARENT_CHILD) for child, parent in parents)}
    )
