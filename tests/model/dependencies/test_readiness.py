"""What holds an issue: tables for each rule, and any tracker held against a walk written from the
contract.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.dependencies.readiness import OVER, Standing, held, is_deferred

NOW = datetime(2026, 2, 11, 9, 30)
PAST, FUTURE = NOW - timedelta(days=1), NOW + timedelta(days=1)
NAMES = "abcde"

STANDINGS = st.dictionaries(
    st.sampled_from(NAMES),
    st.builds(
        Standing,
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
    assert is_deferred(Standing(None, status, until), NOW) is deferred


@pytest.mark.parametrize(
    ("standings", "blocked", "expected"),
    [
        ({"a": Standing(None, "open", None)}, "", {}),
        ({"a": Standing(None, "open", None)}, "a", {"a": "a"}),
        ({"a": Standing("b", "open", None), "b": Standing(None, "open", None)}, "b", {"a": "b"}),
        ({"a": Standing("b", "open", None), "b": Standing(None, "deferred", None)}, "", {"a": "b"}),
        ({"a": Standing("b", "open", None), "b": Standing(None, "open", FUTURE)}, "", {"a": "b"}),
        ({"a": Standing("b", "open", None), "b": Standing(None, "deferred", PAST)}, "", {}),
        # What is over holds nobody, and nobody through it.
        ({"a": Standing("b", "open", None), "b": Standing(None, "closed", None)}, "b", {}),
        (
            {
                "a": Standing("b", "open", None),
                "b": Standing("c", "closed", None),
                "c": Standing(None, "open", None),
            },
            "c",
            {},
        ),
        # A parent that is not there, a parent of its own, and two that are each other's.
        ({"a": Standing("z", "open", None)}, "z", {}),
        ({"a": Standing("a", "open", None)}, "", {}),
        ({"a": Standing("b", "open", None), "b": Standing("a", "open", None)}, "", {}),
        ({"a": Standing("b", "open", None), "b": Standing("a", "open", None)}, "b", {"a": "b"}),
    ],
)
def test_what_holds_an_issue(
    standings: dict[str, Standing], blocked: str, expected: dict[str, str]
) -> None:
    assert held(["a"], standings, blocked, NOW) == expected


def chain(issue_id: str, standings: dict[str, Standing]) -> list[str]:
    """An issue and its ancestors, nearest first, up to the first that is over, missing or there
    already.
    """
    found: list[str] = []
    here: str | None = issue_id
    while here in standings and here not in found:
        if found and standings[here].status in OVER:
            break
        found.append(here)
        here = standings[here].parent
    return found


@given(STANDINGS, st.sets(st.sampled_from(NAMES)))
def test_held_is_the_nearest_that_is_blocked_or_deferred(
    standings: dict[str, Standing], blocked: set[str]
) -> None:
    expected = {}
    for name in NAMES:
        holding = [
            here
            for here in chain(name, standings)
            if here in blocked or is_deferred(standings[here], NOW)
        ]
        if holding:
            expected[name] = holding[0]
    assert held(NAMES, standings, blocked, NOW) == expected


@given(STANDINGS, st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_more_blockers_hold_no_fewer(
    standings: dict[str, Standing], blocked: set[str], one_more: str
) -> None:
    assert (
        held(NAMES, standings, blocked, NOW).keys()
        <= held(NAMES, standings, blocked | {one_more}, NOW).keys()
    )


@given(STANDINGS, st.sets(st.sampled_from(NAMES)))
def test_each_is_judged_alone(standings: dict[str, Standing], blocked: set[str]) -> None:
    together = held(NAMES, standings, blocked, NOW)
    alone = [held([name], standings, blocked, NOW) for name in NAMES]
    assert together == {name: holder for judged in alone for name, holder in judged.items()}


class Counted(dict[str, Standing]):
    """Standings that count how often one is looked up."""

    lookups = 0

    def get(self, *key: Any) -> Any:
        """Look one up."""
        self.lookups += 1
        return super().get(*key)


def test_each_ancestor_is_looked_at_once_however_deep_the_parents_are() -> None:
    deep = 3_000
    ids = [str(number) for number in range(deep)]
    standings = Counted(
        {str(n): Standing(str(n + 1) if n + 1 < deep else None, "open", None) for n in range(deep)}
    )
    assert held(ids, standings, (), NOW) == {}
    assert held(ids, standings, [ids[-1]], NOW) == dict.fromkeys(ids, ids[-1])
    assert standings.lookups <= 4 * deep
