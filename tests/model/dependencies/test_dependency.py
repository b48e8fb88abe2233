"""Edges: what `--deps` means, which kinds there are, and ways and cycles held against brute
force.
"""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import Invalid
from beadwork.model.dependencies import dependency as edges
from beadwork.model.dependencies.dependency import BLOCKING, PARENT_CHILD, TYPES, Wanted, where

NODES = "abcdef"
GRAPHS = st.dictionaries(
    st.sampled_from(NODES), st.lists(st.sampled_from(NODES), max_size=4), max_size=6
)
Graph = dict[str, list[str]]


def arrows(graph: Graph) -> set[tuple[str, str]]:
    return {(here, target) for here, others in graph.items() for target in others}


def ways(graph: Graph, start: str, goal: str) -> list[tuple[str, ...]]:
    """Every simple way, by trying every order of every choice of nodes between."""
    if start == goal:
        return [(start,)]
    between = [node for node in NODES if node not in (start, goal)]
    tried = (
        (start, *middle, goal)
        for count in range(len(between) + 1)
        for middle in permutations(between, count)
    )
    there = arrows(graph)
    return [way for way in tried if all(step in there for step in pairwise(way))]


def reaches(graph: Graph, start: str) -> set[str]:
    """What can be reached from a node by at least one edge."""
    found: set[str] = set()
    for _ in NODES:
        found |= {there for here, there in arrows(graph) if here == start or here in found}
    return found


@given(GRAPHS, st.sampled_from(NODES), st.sampled_from(NODES))
def test_path_is_a_shortest_way_or_none(graph: Graph, start: str, goal: str) -> None:
    possible = ways(graph, start, goal)
    found = edges.path(graph, start, goal)
    if not possible:
        assert found is None
    else:
        assert found is not None
        assert tuple(found) in possible
        assert len(found) == min(map(len, possible))


@given(GRAPHS)
def test_cycles_has_one_cycle_for_each_knot(graph: Graph) -> None:
    knots = {
        frozenset(reached for reached in reaches(graph, node) if node in reaches(graph, reached))
        | {node}
        for node in NODES
        if node in reaches(graph, node)
    }
    found = edges.cycles(graph)
    assert found == sorted(found)
    assert len(found) == len(knots)
    for cycle in found:
        (knot,) = [knot for knot in knots if cycle[0] in knot]
        assert set(cycle) <= knot
        assert cycle[0] == min(knot)
        assert len(set(cycle)) == len(cycle)
        assert set(zip(cycle, [*cycle[1:], cycle[0]], strict=True)) <= arrows(graph)


@given(GRAPHS)
def test_cycles_are_as_short_as_any_through_their_first(graph: Graph) -> None:
    for cycle in edges.cycles(graph):
        first = cycle[0]
        around = [len(way) for target in graph[first] for way in ways(graph, target, first)]
        assert len(cycle) == min(around)


def test_cycles_needs_no_recursion() -> None:
    line = {str(number): [str(number + 1)] for number in range(20_000)}
    assert edges.cycles(line) == []
    line["20000"] = ["0"]
    (cycle,) = edges.cycles(line)
    assert len(cycle) == 20_001


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("bd-7", Wanted("blocks", "bd-7", inverted=False)),
        (" bd-7 ", Wanted("blocks", "bd-7", inverted=False)),
        ("blocked-by:bd-7", Wanted("blocks", "bd-7", inverted=False)),
        ("depends-on:bd-7", Wanted("blocks", "bd-7", inverted=False)),
        ("blocks:bd-7", Wanted("blocks", "bd-7", inverted=True)),
        ("Blocks: bd-7", Wanted("blocks", "bd-7", inverted=True)),
        ("discovered-from:bd-7", Wanted("discovered-from", "bd-7", inverted=False)),
        ("waits-for:bd-7", Wanted("waits-for", "bd-7", inverted=False)),
        ("parent-child:bd-7", Wanted("parent-child", "bd-7", inverted=False)),
        ("external:jira:OPS-7", Wanted("blocks", "external:jira:OPS-7", inverted=False)),
        ("hop://ann/town/rig/bd-7", Wanted("blocks", "hop://ann/town/rig/bd-7", inverted=False)),
        ("tracks:external:jira:OPS-7", Wanted("tracks", "external:jira:OPS-7", inverted=False)),
        (
            "tracks:hop://ann/town/rig/bd-7",
            Wanted("tracks", "hop://ann/town/rig/bd-7", inverted=False),
        ),
    ],
)
def test_what_an_entry_of_deps_means(entry: str, wanted: Wanted) -> None:
    assert edges.wanted(entry) == wanted


@pytest.mark.parametrize("entry", ["", "blocks:", "blocks: ", "nonsense:bd-7", ":bd-7"])
def test_an_entry_of_deps_that_cannot_be(entry: str) -> None:
    with pytest.raises(Invalid):
        edges.wanted(entry)


@pytest.mark.parametrize("word", TYPES)
def test_every_type_is_one_in_any_case(word: str) -> None:
    assert edges.check_type(f" {word.upper()} ") == word


@given(st.text(max_size=12))
def test_everything_else_is_none(word: str) -> None:
    if word.strip().lower() not in TYPES:
        with pytest.raises(Invalid, match="unknown dependency type"):
            edges.check_type(word)


def test_the_kinds_are_apart() -> None:
    assert len(set(TYPES)) == len(TYPES)
    assert not {PARENT_CHILD, *BLOCKING} & set(edges.ASSOCIATIVE)


@pytest.mark.parametrize(
    ("target", "foreign"),
    [
        ("external:jira:1", True),
        ("hop://a/b", True),
        ("bd-external:1", False),
        ("hop", False),
        ("", False),
    ],
)
def test_what_is_foreign(target: str, foreign: bool) -> None:
    assert edges.is_foreign(target) is foreign


@pytest.mark.parametrize(
    ("target", "kind", "said"),
    [
        ("external:jira:OPS-7", "conditional-blocks", "elsewhere: it blocks nothing"),
        ("hop://ann/town/rig/x-1", "waits-for", "elsewhere: it blocks nothing"),
        ("external:jira:OPS-7", "tracks", "elsewhere"),
        ("bd-gone", "blocks", "not in this tracker"),
    ],
)
def test_where_a_target_is_that_is_no_issue(target: str, kind: str, said: str) -> None:
    assert where(target, kind) == said
