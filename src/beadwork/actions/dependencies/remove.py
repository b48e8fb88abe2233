"""Remove a dependency, whether it is a row of `dependencies` or a parent."""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import NotFound, Usage
from beadwork.model.dependencies.dependency import PARENT_CHILD, check_type
from beadwork.model.dependencies.graph import Edge
from beadwork.model.hints import command
from beadwork.store.dependencies import graph
from beadwork.store.issues import issues


def remove(tx: Transaction, part: str, other: str, kind: str | None = None) -> Edge:
    """Remove the edge "`part` depends on `other`" and return it.

    `other` may also be a full id that is not in the tracker, or a foreign target.

    Raises:
        NotFound: an end names no issue, or there is no such edge.
        Ambiguous: an end names several issues.
        Usage: there are several edges between the two, and `kind` does not say which.
    """
    issue = issues.get(tx, part)
    leaving = graph.leaving(tx, [issue.id])
    target = (
        other
        if any(edge.depends_on_id == other for edge in leaving)
        else issues.resolve(tx, [other])[0]
    )
    edge = _only_match(
        issue.id, target, [edge for edge in leaving if edge.depends_on_id == target], kind
    )
    if edge.type == PARENT_CHILD and issue.parent == target:
        issues.save(tx, issue, issue._replace(parent=None, updated_at=tx.now))
    else:
        graph.remove(tx, edge)
    tx.say(f"bd: dep remove {edge.issue_id} {edge.depends_on_id} ({edge.type})")
    return edge


def _only_match(issue_id: str, target: str, present: list[Edge], kind: str | None) -> Edge:
    wanted = (
        present if kind is None else [edge for edge in present if edge.type == check_type(kind)]
    )
    if not wanted:
        how = f" as {kind}" if kind and present else ""
        raise NotFound(
            f"{issue_id} does not depend on {target}{how}",
            hint=command("bd", "dep", "list", issue_id),
            name=target,
        )
    if len(wanted) > 1:
        kinds = [edge.type for edge in wanted]
        raise Usage(
            f"{issue_id} depends on {target} as {' and as '.join(kinds)}",
            hint=command("bd", "dep", "remove", issue_id, target, "-t", kinds[0]),
        )
    return wanted[0]
