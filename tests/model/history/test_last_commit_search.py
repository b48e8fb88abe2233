"""The last commit that had something is found with few looks, and rightly."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.history import last_commit_search


@given(st.integers(2, 400), st.data())
def test_what_was_there_for_a_while_is_found(length: int, data: st.DataObject) -> None:
    """A straight history: it comes and goes once, and any commits may name it, but the one that
    made it does.
    """
    came = data.draw(st.integers(0, length - 2))
    went = data.draw(st.integers(came + 1, length - 1))
    named = {came, *data.draw(st.sets(st.integers(0, length - 1)))}
    parents = {str(n): (str(n - 1),) if n else () for n in reversed(range(length))}
    looks = 0

    def has(commits: Sequence[str]) -> set[str]:
        nonlocal looks
        looks += 1
        return {commit for commit in commits if came <= int(commit) < went}

    naming = {name: parents[name] for name in parents if int(name) in named}
    assert last_commit_search.last(naming, lambda: parents, has) == str(went - 1)
    assert looks <= 16


def test_what_a_merge_brought_is_looked_for_on_the_branch_itself() -> None:
    parents = {"5": ("4",), "4": ("3",), "3": ("1", "w2"), "w2": ("w1",), "w1": ("1",), "1": ()}
    there = {"w1", "w2", "3", "4"}
    assert (
        last_commit_search.last(
            {"w1": ("1",)}, lambda: parents, lambda commits: there & set(commits)
        )
        == "4"
    )


def test_what_a_merge_did_not_take_over_is_where_it_was() -> None:
    parents = {"3": ("1", "w2"), "w2": ("w1",), "w1": ("1",), "1": ()}
    assert (
        last_commit_search.last(
            {"w1": ("1",)}, lambda: parents, lambda commits: {"w1", "w2"} & set(commits)
        )
        == "w1"
    )


def test_what_never_was_is_not_found() -> None:
    parents = {"2": ("1",), "1": ()}
    assert last_commit_search.last({}, lambda: parents, lambda commits: set()) is None
    assert last_commit_search.last({"2": ("1",)}, lambda: parents, lambda commits: set()) is None
