"""The search for the commits that changed something finds what looking at every commit finds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.history import bisection


class Made(NamedTuple):
    """A history: its graph, the state at each commit (a number that only grows), and which commits
    tell of a change.
    """

    parents: dict[str, tuple[str, ...]]
    states: dict[str, int]
    marked: set[str]


@st.composite
def histories(draw: st.DrawFn) -> Made:
    """Make commits, some of them merges. No change is undone unsaid, and no merge drops one
    unsaid.
    """
    count = draw(st.integers(1, 60))
    parents: dict[str, tuple[str, ...]] = {}
    states: dict[str, int] = {}
    before: dict[str, set[str]] = {}
    marked: set[str] = set()
    for number in range(count):
        name = f"c{number}"
        recent = [f"c{n}" for n in range(max(number - 6, 0), number)]
        width = 2 if len(recent) > 1 and draw(st.integers(0, 3)) == 0 else min(len(recent), 1)
        ends = tuple(draw(st.permutations(recent))[:width])
        parents[name] = ends
        before[name] = {name}.union(*(before[end] for end in ends))
        inherited = max((states[end] for end in ends), default=0)
        dropped = {
            commit
            for end in ends
            if states[end] < inherited
            for commit in before[end] - set.intersection(*(before[e] for e in ends))
            if commit not in marked
        }
        happens = draw(st.integers(0, 5)) == 0 or bool(dropped)
        states[name] = number + 1 if happens else inherited
        if draw(st.integers(0, 4 if happens else 12)) < 2:
            marked.add(name)
    newest = f"c{count - 1}"
    order = [f"c{n}" for n in reversed(range(count)) if f"c{n}" in before[newest]]
    return Made({name: parents[name] for name in order}, states, marked & set(order))


def naive(made: Made) -> set[str]:
    """Look at every commit and its parents."""
    return {
        commit
        for commit, parents in made.parents.items()
        if all(made.states[p] != made.states[commit] for p in parents)
        and (parents or made.states[commit])
    }


def found(made: Made, hinted: Iterable[str] = ()) -> tuple[set[str], int, int]:
    """Search, and return what was found, how many commits were looked at, and in how many
    batches.
    """
    graph = bisection.graph(made.parents, made.marked)
    search = bisection.Search(graph, 0, lambda older, newer: set(hinted))
    asked: set[str] = set()
    batches = 0
    while search.wanted:
        batches += 1
        asked |= search.wanted
        search.learn({commit: made.states[commit] for commit in search.wanted})
    return search.commits, len(asked), batches


@given(histories())
def test_what_is_found_is_what_changed(made: Made) -> None:
    assert found(made)[0] == naive(made)


@given(histories(), st.data())
def test_a_hint_may_be_wrong(made: Made, data: st.DataObject) -> None:
    assert found(made, data.draw(st.sets(st.sampled_from(sorted(made.parents)))))[0] == naive(made)


@given(histories(), st.data())
def test_a_graph_with_fewer_nodes_is_the_one_that_fewer_marked_commits_make(
    made: Made, data: st.DataObject
) -> None:
    fewer = data.draw(st.sets(st.sampled_from(sorted(made.marked)))) if made.marked else set()
    narrow = bisection.narrowed(bisection.graph(made.parents, made.marked), fewer)
    direct = bisection.graph(made.parents, fewer)
    assert narrow.nodes == direct.nodes
    assert {commit: narrow.node(commit) for commit in made.parents} == direct.last


def chain(length: int, *changes: int) -> Made:
    """A history without merges: the commits whose numbers are given changed something."""
    names = [f"c{number}" for number in range(length)]
    parents = {name: (names[n - 1],) if n else () for n, name in reversed(list(enumerate(names)))}
    states = {
        name: max([0, *(change + 1 for change in changes if change <= n)])
        for n, name in enumerate(names)
    }
    return Made(parents, states, set())


def test_nothing_is_looked_at_between_what_tells() -> None:
    made = chain(10_000, 10, 5_000, 9_000)._replace(marked={"c10", "c5000", "c9000"})
    assert found(made) == ({"c10", "c5000", "c9000"}, 8, 1)


def test_a_hint_that_is_right_costs_one_batch() -> None:
    commits, looks, batches = found(chain(10_000, 7_777), {"c7777"})
    assert (commits, looks, batches) == ({"c7777"}, 4, 2)


@pytest.mark.parametrize("change", [0, 1, 4_999, 9_998, 9_999])
def test_without_a_hint_ten_thousand_commits_take_few_batches(change: int) -> None:
    commits, looks, batches = found(chain(10_000, change))
    assert commits == {f"c{change}"}
    assert looks < 60
    assert batches <= 7


def test_a_history_without_commits_changed_nothing() -> None:
    assert found(Made({}, {}, set()))[0] == set()
