"""What holds an issue: tables for each rule, and any tracker held against a walk written from the
contract.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.dependencies.readiness import OVER, IssueState, held, is_deferred

NOW = datetime(2026, 2, 11, 9, 30)
PAST, FUTURE = NOW - timedelta(days=1), NOW + timedelta(days=1)
NAMES = "abcde"

STATES = st.dictionaries(
    st.sampled_from(NAMES),
    st.builds(
        IssueState,
        parent=st.none() | st.sampled_from(NAMES),
        status=st.sampled_from(
            ["open", "in_progress", "deferred", "closed", "tombstone", "in_review"]
        ),
        defer_until=st.sampled_from([None, None, PAST, NOW, FUTURE]),
    ),
)


@pytest.mark.parametrize(
    ("status", "until", "deferred"),
    [
        ("open", None, False),
        ("deferred", None, True),
        ("deferred", FUTURE, True),
        ("deferred", PAST, False),
        ("deferred", NOW, False),
        ("open", FUTURE, True),
        ("open", PAST, False),
        ("closed", None, False),
    ],
)
def test_what_is_deferred(status: str, until: datetime | None, deferred: bool) -> None:
    assert is_deferred(IssueState(None, status, until), NOW) is deferred


@pytest.mark.parametrize(
    ("states", "blocked", "expected"),
    [
        ({"a": IssueState(None, "open", None)}, "", {}),
        ({"a": IssueState(None, "open", None)}, "a", {"a": "a"}),
        (
            {"a": IssueState("b", "open", None), "b": IssueState(None, "open", None)},
            "b",
            {"a": "b"},
        ),
        (
            {"a": IssueState("b", "open", None), "b": IssueState(None, "deferred", None)},
            "",
            {"a": "b"},
        ),
        (
            {"a": IssueState("b", "open", None), "b": IssueState(None, "open", FUTURE)},
            "",
            {"a": "b"},
        ),
        ({"a": IssueState("b", "open", None), "b": IssueState(None, "deferred", PAST)}, "", {}),
        # What is over holds nobody, and nobody through it.
        ({"a": IssueState("b", "open", None), "b": IssueState(None, "closed", None)}, "b", {}),
        (
            {
                "a": IssueState("b", "open", None),
                "b": IssueState("c", "closed", None),
                "c": IssueState(None, "open", None),
            },
            "c",
            {},
        ),
        # A parent that is not there, a parent of its own, and two that are each other's.
        ({"a": IssueState("z", "open", None)}, "z", {}),
        ({"a": IssueState("a", "open", None)}, "", {}),
        ({"a": IssueState("b", "open", None), "b": IssueState("a", "open", None)}, "", {}),
        ({"a": IssueState("b", "open", None), "b": IssueState("a", "open", None)}, "b", {"a": "b"}),
    ],
)
def test_what_holds_an_issue(
    states: dict[str, IssueState], blocked: str, expected: dict[str, str]
) -> None:
    assert held(["a"], states, blocked, NOW) == expected


def chain(issue_id: str, states: dict[str, IssueState]) -> list[str]:
    """An issue and its ancestors, nearest first, up to the first that is over, missing or there
    already.
    """
    found: list[str] = []
    here: str | None = issue_id
    while here in states and here not in found:
        if found and states[here].status in OVER:
            break
        found.append(here)
        here = states[here].parent
    return found


@given(STATES, st.sets(st.sampled_from(NAMES)))
def test_held_is_the_nearest_that_is_blocked_or_deferred(
    states: dict[str, IssueState], blocked: set[str]
) -> None:
    expected = {}
    for name in NAMES:
        holding = [
            here
            for here in chain(name, states)
            if here in blocked or is_deferred(states[here], NOW)
        ]
        if holding:
            expected[name] = holding[0]
    assert held(NAMES, states, blocked, NOW) == expected


@given(STATES, st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_more_blockers_hold_no_fewer(
    states: dict[str, IssueState], blocked: set[str], one_more: str
) -> None:
    assert (
        held(NAMES, states, blocked, NOW).keys()
        <= held(NAMES, states, blocked | {one_more}, NOW).keys()
    )


@given(STATES, st.sets(st.sampled_from(NAMES)))
def test_each_is_judged_alone(states: dict[str, IssueState], blocked: set[str]) -> None:
    together = held(NAMES, states, blocked, NOW)
    alone = [held([name], states, blocked, NOW) for name in NAMES]
    assert together == {name: holder for judged in alone for name, holder in judged.items()}


class Counted(dict[str, IssueState]):
    """States that count how often one is looked up."""

    lookups = 0

    def get(self, *key: Any) -> Any:
        """Look one up."""
        self.lookups += 1
        return super().get(*key)


def test_each_ancestor_is_looked_at_once_however_deep_the_parents_are() -> None:
    deep = 3_000
    ids = [str(number) for number in range(deep)]
    states = Counted(
        {
            str(n): IssueState(str(n + 1) if n + 1 < deep else None, "open", None)
            for n in range(deep)
        }
    )
    assert held(ids, states, (), NOW) == {}
    assert held(ids, states, [ids[-1]], NOW) == dict.fromkeys(ids, ids[-1])
    assert states.lookups <= 4 * deep
