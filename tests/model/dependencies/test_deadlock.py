"""Cycles of issues that can never be done, held against trying to do them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.dependencies.deadlock import cycles

NAMES = "abcdef"


@pytest.mark.parametrize(
    ("blockers", "parents", "expected"),
    [
        ([("a", "b"), ("b", "a")], {}, [["a", "b"]]),
        ([("a", "a")], {}, [["a"]]),
        ([], {"a": "b", "b": "c", "c": "a"}, [["a", "b", "c"]]),
        ([], {"a": "a"}, [["a"]]),
        # An epic that waits for its child, a child for its parent, for its parent's parent.
        ([("b", "a")], {"a": "b"}, [["a", "b"]]),
        ([("a", "b")], {"a": "b"}, [["a", "b"]]),
        ([("a", "c")], {"a": "b", "b": "c"}, [["a", "c", "b"]]),
        # Two epics, a child of each waits for the other.
        ([("b", "c"), ("d", "a")], {"b": "a", "d": "c"}, [["a", "b", "c", "d"]]),
        # Three of them, and a grandchild.
        (
            [("b", "c"), ("d", "e"), ("f", "a")],
            {"b": "a", "d": "c", "f": "e"},
            [["a", "b", "c", "d", "e", "f"]],
        ),
        # What waits for an epic, and is waited for by its child.
        ([("a", "b"), ("c", "a")], {"c": "b"}, [["a", "b", "c"]]),
        # One direction only; a child for another epic's child; siblings in a line.
        ([("b", "c")], {"b": "a", "d": "c"}, []),
        ([("b", "d"), ("a", "e")], {"b": "a", "d": "c", "e": "c"}, []),
        ([("a", "b"), ("b", "d")], {"a": "c", "b": "c", "d": "c"}, []),
    ],
)
def test_cycles(
    blockers: list[tuple[str, str]], parents: dict[str, str], expected: list[list[str]]
) -> None:
    whole: dict[str, str | None] = dict.fromkeys(NAMES)
    assert cycles(blockers, {**whole, **parents}) == expected


def done_in_the_end(blockers: set[tuple[str, str]], parents: dict[str, str | None]) -> set[str]:
    """Do whatever can be done, as `ready` offers it and `close` takes it, until nothing is left."""
    left = set(parents)

    def is_held(issue: str | None) -> bool:
        line: list[str] = []
        while issue in left and issue not in line:
            line.append(issue)
            issue = parents[issue]
        return any(waiting in line and target in left for waiting, target in blockers)

    while True:
        free = {
            issue
            for issue in left
            if not is_held(issue) and not any(parents[child] == issue for child in left)
        }
        if not free:
            return set(parents) - left
        left -= free


@given(
    st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=6),
    st.fixed_dictionaries({name: st.none() | st.sampled_from(NAMES) for name in NAMES}),
)
def test_without_a_cycle_everything_is_done(
    blockers: set[tuple[str, str]], parents: dict[str, str | None]
) -> None:
    found = cycles(sorted(blockers), parents)
    assert (done_in_the_end(blockers, parents) == set(NAMES)) is (not found)
    assert not done_in_the_end(blockers, parents) & {issue for cycle in found for issue in cycle}
