"""Trees that end, turns that are right, and what hangs together, on any graph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.dependencies import graph
from beadwork.model.dependencies.dependency import BLOCKING, PARENT_CHILD
from beadwork.model.dependencies.graph import Edge

NODES = list("abcdef")
ENDS = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES))
EDGES = st.lists(st.builds(Edge, st.sampled_from(NODES), st.sampled_from(NODES),
                           st.sampled_from(["blocks", "waits-for", PARENT_CHILD, "related"])),
                           max_size=10)  # fmt: skip


def below(edges: list[Edge]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for edge in sorted(set(edges)):
        found.setdefault(edge.issue_id, []).append((edge.depends_on_id, edge.type))
    return found


def test_a_diamond_is_drawn_out_once() -> None:
    lines = graph.tree(
        "a", below([Edge(*"abx"), Edge(*"acx"), Edge(*"bdx"), Edge(*"cdx"), Edge(*"dex")]), 9
    )
    assert [(line.id, line.depth, line.again) for line in lines] == [
        ("a", 0, False), ("b", 1, False), ("d", 2, False), ("e", 3, False), ("c", 1, False),
        ("d", 2, True),
    ]  # fmt: skip
    assert not any(line.cycle or line.cut for line in lines)


def test_a_cycle_is_marked_where_it_closes() -> None:
    lines = graph.tree("a", below([Edge(*"abx"), Edge(*"bax")]), 9)
    assert [(line.id, line.cycle) for line in lines] == [("a", False), ("b", False), ("a", True)]


def test_what_was_cut_deep_down_is_drawn_out_further_up() -> None:
    lines = graph.tree("a", below([Edge(*"abx"), Edge(*"acx"), Edge(*"bcx"), Edge(*"cdx")]), 2)
    assert [(line.id, line.depth, line.cut) for line in lines] == [
        ("a", 0, False), ("b", 1, False), ("c", 2, True), ("c", 1, False), ("d", 2, False),
    ]  # fmt: skip


@given(EDGES, st.sampled_from(NODES), st.integers(0, 7))
def test_a_tree_has_every_edge_that_it_reaches_and_no_other(
    edges: list[Edge], root: str, depth: int
) -> None:
    ends = below(edges)
    lines = graph.tree(root, ends, depth)
    assert max(line.depth for line in lines) <= depth
    spread = [line.id for line in lines if not line.again and not line.cut]
    assert len(set(spread)) == len(spread)
    drawn = {(line.above, line.id, line.type) for line in lines if line.above}
    assert drawn == {(here, there, kind) for here in spread for there, kind in ends.get(here, ())}
    for line in lines:
        assert not line.again or line.id in spread
        assert not line.cycle or line.again
    if depth >= len(NODES):
        assert not any(line.cut for line in lines)


@given(EDGES)
def test_turns_keep_the_order_that_edges_ask_for(edges: list[Edge]) -> None:
    turns, never = graph.layers(NODES, edges)
    turn = {node: number for number, nodes in enumerate(turns) for node in nodes}
    assert sorted([*turn, *never]) == NODES
    for edge in edges:
        if edge.type in graph.HOLDING and edge.issue_id in turn:
            assert turn[edge.issue_id] >= turn[edge.depends_on_id] + (edge.type in BLOCKING)
    assert all(turns), "no turn is empty"
    holding = [edge for edge in edges if edge.type in graph.HOLDING]
    for node in never:  # somebody else who never comes is in the way
        assert any(edge.depends_on_id in never for edge in holding if edge.issue_id == node)


def test_a_part_of_a_whole_that_waits_comes_with_the_whole() -> None:
    edges = [
        Edge("part", "whole", PARENT_CHILD),
        Edge("whole", "first", "blocks"),
        Edge("part", "gone", "blocks"),
    ]
    assert graph.layers(["part", "whole", "first"], edges) == ([["first"], ["part", "whole"]], [])


@given(EDGES, st.sampled_from(NODES))
def test_what_hangs_together_is_closed_and_smallest(edges: list[Edge], start: str) -> None:
    found = graph.together(start, edges)
    groups = {node: {node} for node in NODES}
    for edge in edges:
        joined = groups[edge.issue_id] | groups[edge.depends_on_id]
        groups.update(dict.fromkeys(joined, joined))
    assert found == groups[start]


def test_depths_count_the_levels_above() -> None:
    parents = {"b": "a", "c": "b", "d": "b", "x": "y", "y": "x", "z": "y"}
    assert graph.depths(parents) == {"b": 1, "c": 2, "d": 2}
    deep = {str(number + 1): str(number) for number in range(10_000)}
    assert graph.depths(deep)["10000"] == 10_000
