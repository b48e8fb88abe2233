"""The edges of many new issues, checked as `bd dep add` checks each.

An edge from a new issue to an issue that is there closes no cycle, unless something leads back: a
parent that is there, an edge to a new issue, or an edge that an id had before. Then the edge is
*tied* to what is there: it is added behind all rows, one by one. All others are checked here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from beadwork.actions.dependencies import add
from beadwork.actions.exchange.draft_set import DraftSet, Problems
from beadwork.errors import Cycle, DependencyRefused
from beadwork.model.dependencies import deadlock, dependency
from beadwork.model.dependencies.deadlock import Around
from beadwork.model.dependencies.dependency import BLOCKING, PARENT_CHILD, Wanted
from beadwork.model.dependencies.readiness import OVER
from beadwork.model.issues.issue import Issue


class Edge(NamedTuple):
    """An edge that a draft asks for, with whole ids where they are known."""

    draft: int
    """The index of the draft."""
    source: str
    target: str
    wanted: Wanted
    is_known: bool
    """Whether its other end is a new issue, an issue that is there, or foreign."""

    @property
    def is_foreign(self) -> bool:
        """Whether its target is outside every tracker."""
        return dependency.is_foreign(self.target)

    @property
    def blocks(self) -> bool:
        """Whether its source waits for its target."""
        return self.wanted.type in BLOCKING and not self.is_foreign


class NewEdges(NamedTuple):
    """Edges that can be written as they are, and those that are tied to what is there."""

    plain: list[Edge]
    tied: list[Edge]


def of(wanted: DraftSet, filed: Sequence[Issue], whole: Callable[[str], str | None]) -> list[Edge]:
    """Return the edges of all drafts. `whole` returns the whole id of a name, None where there is
    no such issue in this tracker.
    """
    found = []
    for index, draft in enumerate(wanted.drafts):
        here = filed[index].id
        for edge in map(dependency.wanted, draft.dependencies):
            known = edge.other if dependency.is_foreign(edge.other) else whole(edge.other)
            named = edge._replace(other=known or edge.other)
            ends = (named.other, here) if edge.inverted else (here, named.other)
            found.append(Edge(index, *ends, named, known is not None))
    return found


def sorted_out(
    found: Sequence[Edge],
    filed: Sequence[Issue],
    ancestors: Mapping[str, frozenset[str]],
    problems: Problems,
    *,
    has_former: bool,
) -> NewEdges:
    """Check what can be checked without the edges of others. `ancestors` has those of the parents
    that are there. `has_former` tells that edges lead from or to a new id already.
    """
    new = {issue.id: issue for issue in filed}
    is_below = any(issue.parent and issue.parent not in new for issue in filed)
    leads_back = is_below or not all(_is_simple(edge, new) for edge in found)
    plain: dict[tuple[str, str], Edge] = {}
    tied = []
    for edge in found:
        leaves = edge.blocks and edge.target not in new
        if has_former or not _is_simple(edge, new) or (leaves and leads_back):
            tied.append(edge)
            continue
        with problems.of(edge.draft):
            if _is_wanted(edge, plain, new, ancestors):
                plain[edge.source, edge.target] = edge
    _refuse_cycles(list(plain.values()), filed, problems)
    return NewEdges(list(plain.values()), tied)


def _is_simple(edge: Edge, new: Mapping[str, Issue]) -> bool:
    is_from_new = edge.source in new or not edge.blocks
    return (
        edge.is_known
        and edge.wanted.type != PARENT_CHILD
        and is_from_new
        and not dependency.is_foreign(edge.source)
    )


def _is_wanted(
    edge: Edge,
    plain: Mapping[tuple[str, str], Edge],
    new: Mapping[str, Issue],
    ancestors: Mapping[str, frozenset[str]],
) -> bool:
    """Tell whether an edge is to be added; the same edge twice is none.

    Raises:
        DependencyRefused: it leads to its own issue or to one above it, or is a second one.
    """
    source, target, kind = edge.source, edge.target, edge.wanted.type
    if source == target:
        raise DependencyRefused(
            f"{source} cannot depend on itself", issue_id=source, depends_on_id=target
        )
    known = plain.get((source, target))
    if known and known.wanted.type == kind:
        return False
    existing = [known.wanted.type] if known else []
    is_child = source in new and new[source].parent == target
    if is_child and kind not in add.SUCCESSION:
        existing.insert(0, PARENT_CHILD)
    if edge.blocks and target in _above(source, new, ancestors):
        raise add.waits_for_ancestor(source, target)
    add.refuse_second(source, target, kind, existing)
    return True


def _above(
    issue_id: str, new: Mapping[str, Issue], ancestors: Mapping[str, frozenset[str]]
) -> set[str]:
    """Return the ancestors of a new issue."""
    found: set[str] = set()
    parent = new[issue_id].parent if issue_id in new else None
    while parent:
        found |= {parent, *ancestors.get(parent, ())}
        parent = new[parent].parent if parent in new else None
    return found


def _refuse_cycles(plain: Sequence[Edge], filed: Sequence[Issue], problems: Problems) -> None:
    """Refuse new issues that wait for each other, by the rule of model/dependencies/deadlock.py."""
    new = {issue.id: issue for issue in filed}
    blocking = {
        (edge.source, edge.target): edge for edge in plain if edge.blocks and edge.target in new
    }
    if not blocking:
        return
    around = Around({}, {}, {})
    for source, target in blocking:
        around.blockers.setdefault(source, []).append(target)
    for issue in filed:
        if issue.parent in new:
            around.parents[issue.id] = [issue.parent]
            if issue.status not in OVER and new[issue.parent].status not in OVER:
                around.children.setdefault(issue.parent, []).append(issue.id)
    moments = [moment for issue_id in new for moment in (issue_id, deadlock.end(issue_id))]
    for cycle in dependency.cycles({moment: around.before(moment) for moment in moments}):
        steps = zip(cycle, [*cycle[1:], cycle[0]], strict=True)
        closing = [
            edge
            for moment, before in steps
            if (edge := blocking.get((moment, deadlock.issue_of(before))))
        ]
        way = " -> ".join(deadlock.issues_of([*cycle, cycle[0]]))
        source, target = closing[0].source, closing[0].target
        error = Cycle(f"{source} cannot wait for {target}: that closes the cycle {way}")
        problems.errors.append((closing[0].draft, error))
