"""Find the commits that changed an issue by looking at few of them: the search behind `bd history`.

Pure. The graph of the commits is given. A commit whose message names the issue is *marked*. The
state of the issue at a commit is expensive to read, so it is read for many commits at once:

    search = Search(graph(parents, marked), nothing, hints)
    while search.wanted:
        search.learn(states of the commits in search.wanted)
    search.commits

The marked commits are looked at with their parents. Between them the state must not change. Where
it does, an unmarked commit changed it, which is found by bisection. The search misses one case: a
change by an unmarked commit that was reversed by another unmarked commit, or dropped by an unmarked
merge, before the next marked commit. The state is then the same at both ends of the gap.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

State = TypeVar("State")
Hints = Callable[[State, State], Collection[str]]
"""Given the older and the newer state, returns unmarked commits that may have changed the one into
the other.
"""

PARTS = 8
"""Places at which a gap is looked at in one round trip: a round trip costs as much as some
looks.
"""
MOST_HINTS = 64
"""Hints that are followed in one gap. Bisection is cheaper than following more."""


class Graph(NamedTuple):
    """The commits, and the few of them that are nodes. Every marked commit is a node.

    The state before a commit without parents is `nothing`.
    """

    parents: dict[str, tuple[str, ...]]
    """The parents of each commit, the newest commit first, and no commit before its descendants."""
    nodes: list[str]
    """The oldest first: the marked commits, those without parents, and the merges whose parents
    come from different nodes.
    """
    last: dict[str, str]
    """For each commit: itself if it is a node, else the last node before it, which is the same
    along all parents.
    """
    replaced_by: dict[str, str] = {}  # noqa: RUF012 - never changed
    """For each commit in `last` that is a node no longer, the last node before it."""

    def node(self, commit: str) -> str:
        """Return the commit itself if it is a node, else the last node before it."""
        node = self.last[commit]
        return self.replaced_by.get(node, node)


class Gap(NamedTuple):
    """Commits along first parents, the newest first. Only the last may be a node."""

    path: Sequence[str]

    @property
    def is_single(self) -> bool:
        """Tell whether the gap is one commit and its parent."""
        return len(self.path) == 2

    def split(self, places: Iterable[int]) -> list[Gap]:
        """Return the parts between these positions."""
        last = len(self.path) - 1
        cuts = sorted({0, last, *(place for place in places if 0 < place < last)})
        return [Gap(self.path[start : end + 1]) for start, end in pairwise(cuts)]


def graph(parents: dict[str, tuple[str, ...]], marked: Collection[str]) -> Graph:
    """Return the graph of these commits."""
    last: dict[str, str] = {}
    nodes = []
    for commit in reversed(parents):
        before = {last[parent] for parent in parents[commit]}
        if commit in marked or len(before) != 1:
            last[commit] = commit
            nodes.append(commit)
        else:
            last[commit] = before.pop()
    return Graph(parents, nodes, last)


def narrowed(wide: Graph, marked: Collection[str]) -> Graph:
    """Return the same graph with fewer nodes, as fewer commits are marked."""
    last: dict[str, str] = {}
    nodes = []
    for node in wide.nodes:
        before = {last[wide.last[parent]] for parent in wide.parents[node]}
        if node in marked or len(before) != 1:
            last[node] = node
            nodes.append(node)
        else:
            last[node] = before.pop()
    return Graph(wide.parents, nodes, wide.last, last)


class Search(Generic[State]):
    """A search in progress, for the commits whose state differs from that of each parent."""

    wanted: set[str]
    """Commits whose states `learn` needs next; empty when the search is done."""
    commits: set[str]
    states: dict[str, State]
    """The states that were learned, by commit."""

    def __init__(self, graph: Graph, nothing: State, hints: Hints[State]) -> None:
        self.commits = set()
        self.states = {}
        self._graph = graph
        self._nothing = nothing
        self._hints = hints
        self._parts: list[Gap] = []
        self._closed: set[str] = set()
        parents = graph.parents
        newest = next(iter(parents), None)
        ends = {parent for node in graph.nodes for parent in parents[node]}
        self._ends = ends if newest is None else {newest, *ends}
        self.wanted = self._ends.union(graph.nodes)

    def learn(self, states: Mapping[str, State]) -> None:
        """Add the states of at least the wanted commits, and search on."""
        self.states.update(states)
        gaps = self._open_parts() if self._parts else self._compare_nodes()
        while gaps:
            self._parts = [part for gap in gaps for part in gap.split(self._places(gap))]
            self.wanted = self._unknown_ends()
            if self.wanted:
                return
            gaps = self._open_parts()
        self.wanted = set()

    def _compare_nodes(self) -> list[Gap]:
        """Find the nodes that changed the state, and return the gaps whose ends differ."""
        for node in self._graph.nodes:
            parents = self._graph.parents[node]
            if parents:
                self._compare(node)
            elif self.states[node] != self._nothing:
                self.commits.add(node)
        return self._differing(self._ends)

    def _compare(self, commit: str) -> None:
        parents = self._graph.parents[commit]
        if all(self.states[parent] != self.states[commit] for parent in parents):
            self.commits.add(commit)

    def _differing(self, ends: Iterable[str]) -> list[Gap]:
        """Return the gaps from each of `ends` down to its node whose two ends differ."""
        pairs = ((end, self._graph.node(end)) for end in ends)
        return [
            Gap(_path(self._graph.parents, end, node))
            for end, node in pairs
            if self.states[end] != self.states[node]
        ]

    def _unknown_ends(self) -> set[str]:
        """Return the commits whose states `_open_parts` needs and that are not yet learned."""
        ends = {part.path[0] for part in self._parts}
        for part in self._parts:
            if part.is_single:
                ends.update(self._graph.parents[part.path[0]])
        return ends - self.states.keys()

    def _open_parts(self) -> list[Gap]:
        """Find the changes in parts of one commit, and return the gaps to search further. For a
        merge these lie on all of its sides.
        """
        gaps = []
        for part in self._parts:
            newer, older = part.path[0], part.path[-1]
            if self.states[newer] == self.states[older] or newer in self._closed:
                continue
            if not part.is_single:
                gaps.append(part)
                continue
            self._closed.add(newer)
            self._compare(newer)
            gaps += self._differing(self._graph.parents[newer][1:])
        return gaps

    def _places(self, gap: Gap) -> set[int]:
        """Return the positions to look at next: around the hinted commits, else spaced evenly."""
        length = len(gap.path)
        evenly = set(range(0, length, max(length // PARTS, 1)))
        if length <= PARTS:
            return evenly
        hinted = self._hints(self.states[gap.path[-1]], self.states[gap.path[0]])
        places = [place for place, commit in enumerate(gap.path) if commit in hinted]
        around = {near for place in places[:MOST_HINTS] for near in (place, place + 1)}
        return {place for place in around if 0 < place < length - 1} or evenly


def _path(parents: Mapping[str, tuple[str, ...]], top: str, bottom: str) -> list[str]:
    path = [top]
    while path[-1] != bottom:
        path.append(parents[path[-1]][0])
    return path
