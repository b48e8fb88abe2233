"""Which issues say the same."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.issues import similarity
from beadwork.model.issues.issue import Issue

THEN = datetime(2026, 2, 10)


def issue(number: int, title: str, description: str | None = None) -> Issue:
    at = THEN + timedelta(hours=number)
    return Issue(
        f"bd-{number}", "task", title, description, "open", 2, None, None, (), None, at, at, None
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Login fails", " login  FAILS! "),
        ("Straße", "STRASSE"),
        ("café", "cafe\u0301"),
        (None, ""),
        ("a b", "a\u00a0b"),
    ],
)
def test_what_counts_as_equal(one: str | None, other: str | None) -> None:
    assert similarity.normal(one) == similarity.normal(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Login fails", "Login fails on Safari"), ("C++", "C"), ("#1", "#2")]
)
def test_what_does_not(one: str, other: str) -> None:
    assert similarity.normal(one) != similarity.normal(other)


def test_a_group_begins_with_its_oldest() -> None:
    found = similarity.groups(
        [issue(3, "B"), issue(2, "a"), issue(1, "b."), issue(4, "a", "x"), issue(5, "c")]
    )
    assert [[member.id for member in group] for group in found] == [["bd-1", "bd-3"]]


@given(
    st.lists(st.tuples(st.sampled_from(["a", "A", "b", "B "]), st.sampled_from([None, "x", "X"])))
)
def test_groups_are_exactly_the_equal_ones(texts: list[tuple[str, str | None]]) -> None:
    issues = [issue(number, *text) for number, text in enumerate(texts)]

    def key(member: Issue) -> tuple[str, str]:
        return member.title.strip().lower(), (member.description or "").lower()

    counted = {
        key(member): [other for other in issues if key(other) == key(member)] for member in issues
    }
    expected = [group for group in counted.values() if len(group) > 1]
    assert similarity.groups(issues) == sorted(expected, key=lambda group: group[0].created_at)
