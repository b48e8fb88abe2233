"""Which commits changed something, found by looking at few of them: the search behind `bd history`.

Pure. The graph of the commits is known, and which of them say that they are about the thing; a look
at the thing's state at a commit is dear, and is asked for in batches by yielding them. So the
commits that say so are looked at with their parents, and between them the state must stay as it is;
where it does not, the commit that changed it unsaid is hunted down by bisection. Nothing is missed
but a change that nobody said and that was undone again, likewise unsaid, before the next commit
that says something (or that a merge, likewise unsaid, dropped): both ends of the gap look the same
then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

State = TypeVar("State")
Asking = Generator[set[str], Mapping[str, State], set[str]]
"""Yields commits to look at, is sent the states of at least these, and returns the commits that
changed the state.
"""
Hints = Callable[[State, State], Collection[str]]
"""Given the older and the newer state: commits that may have made one of the other, although they
do not say so.
"""

PARTS = 8
"""A gap is looked at in so many places at once: what a round trip costs is worth some looks."""
MOST_HINTS = 64
"""For one gap; bisecting it is cheaper than to follow more."""


class Graph(NamedTuple):
    """The commits, and the few of them (the nodes) between which nothing is said.

    `parents` has the newest first and none before its descendants. What comes before a commit
    without parents is `nothing`.
    """

    parents: dict[str, tuple[str, ...]]
    nodes: list[str]
    """The oldest first: what says something, what has no parents, and the merges of what comes from
    different nodes.
    """
    last: dict[str, str]
    """The node that came last before a commit, or that it is, before some nodes were left out; the
    same along all parents.
    """
    left_out: dict[str, str] = {}  # noqa: RUF012 - never changed
    """For each node that was left out, the one that stands for it."""

    def node(self, commit: str) -> str:
        """Return the node that comes last before a commit, or that it is."""
        node = self.last[commit]
        return self.left_out.get(node, node)


class Gap(NamedTuple):
    """Commits along the first parents, the newest first, none of which is a node but perhaps the
    last.
    """

    path: Sequence[str]

    def split(self, at: Iterable[int]) -> list[Gap]:
        """Return the parts between these positions."""
        cuts = sorted({0, len(self.path) - 1, *(n for n in at if 0 < n < len(self.path) - 1)})
        return [Gap(self.path[a : b + 1]) for a, b in pairwise(cuts)]


def graph(parents: dict[str, tuple[str, ...]], telling: Collection[str]) -> Graph:
    """Return the graph of these commits, given those that say something."""
    last: dict[str, str] = {}
    nodes = []
    for commit in reversed(parents):
        before = parents[commit]
        if before and commit not in telling:
            node = last[before[0]]
            if len(before) == 1 or all(last[parent] == node for parent in before):
                last[commit] = node
                continue
        last[commit] = commit
        nodes.append(commit)
    return Graph(parents, nodes, last)


def narrowed(whole: Graph, telling: Collection[str]) -> Graph:
    """Return the same graph with fewer nodes, as fewer commits say something."""
    last: dict[str, str] = {}
    nodes = []
    for node in whole.nodes:
        before = {last[whole.last[parent]] for parent in whole.parents[node]}
        if node in telling or len(before) != 1:
            last[node] = node
            nodes.append(node)
        else:
            last[node] = before.pop()
    return Graph(whole.parents, nodes, whole.last, last)


def changed(graph: Graph, nothing: State, hints: Hints[State]) -> Asking[State]:
    """Find the commits whose state differs from that of each of their parents."""
    parents = graph.parents
    if not parents:
        return set()
    newest = next(iter(parents))
    tops = {newest, *(parent for node in graph.nodes for parent in parents[node])}
    known: dict[str, State] = dict((yield tops.union(graph.nodes)))
    found = {
        node
        for node in graph.nodes
        if all(
            known[node] != state
            for state in ([known[parent] for parent in parents[node]] or [nothing])
        )
    }
    gaps = [
        Gap(_path(parents, top, graph.node(top)))
        for top in tops
        if known[top] != known[graph.node(top)]
    ]
    return found | (yield from _hunt(graph, gaps, known, hints))


def _hunt(
    graph: Graph, gaps: list[Gap], known: dict[str, State], hints: Hints[State]
) -> Asking[State]:
    """Find the changes inside of gaps whose ends differ. Those of a merge are sought on all of its
    sides.
    """
    found: set[str] = set()
    done: set[str] = set()
    while gaps:
        parts = [part for gap in gaps for part in gap.split(_places(gap, known, hints))]
        sides = {
            side for part in parts if len(part.path) == 2 for side in graph.parents[part.path[0]]
        }
        unknown = sides.union(part.path[0] for part in parts) - known.keys()
        if unknown:
            known.update((yield unknown))
        gaps = []
        for part in parts:
            newer, older = part.path[0], part.path[-1]
            if known[newer] == known[older] or newer in done:
                continue
            if len(part.path) > 2:
                gaps.append(part)
                continue
            done.add(newer)
            before = graph.parents[newer]
            if all(known[parent] != known[newer] for parent in before):
                found.add(newer)
            others = [(side, graph.node(side)) for side in before[1:]]
            gaps += [
                Gap(_path(graph.parents, side, node))
                for side, node in others
                if known[side] != known[node]
            ]
    return found


def _places(gap: Gap, known: Mapping[str, State], hints: Hints[State]) -> set[int]:
    """Return the positions at which to look next: where the states hint that something happened,
    else evenly.
    """
    length = len(gap.path)
    places = set(range(0, length, max(length // PARTS, 1)))
    if length <= PARTS:
        return places
    hinted = hints(known[gap.path[-1]], known[gap.path[0]])
    at = [place for place, commit in enumerate(gap.path) if commit in hinted][:MOST_HINTS]
    inside = {place for one in at for place in (one, one + 1) if 0 < place < length - 1}
    return inside or places


def _path(parents: Mapping[str, tuple[str, ...]], top: str, bottom: str) -> list[str]:
    path = [top]
    while path[-1] != bottom:
        path.append(parents[path[-1]][0])
    return path
