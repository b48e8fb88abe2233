"""New names for issues that were born under one id."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.issues import ids
from beadwork.model.merging import rename
from issue_histories import FIRST

BORN = (datetime(2026, 2, 11), "alice")
OTHER = (datetime(2026, 2, 11), "bob")


@given(st.sampled_from(["bd-a3f9k", "bd-1", "my-app-login", "x"]), st.none() | st.text(max_size=5))
def test_a_name_is_made_of_what_an_issue_is(issue_id: str, author: str | None) -> None:
    born = (BORN[0], author)
    first, second = islice(rename.new_ids(issue_id, born), 2)
    assert first == next(rename.new_ids(issue_id, born)) != second
    assert ids.check_new_id(first)
    assert len(ids.suffix_of(first)) == max(len(ids.suffix_of(issue_id)), ids.SHORTEST)


def test_the_first_name_that_is_free_or_the_issues_own() -> None:
    first, second = islice(rename.new_ids("bd-a3f9k", BORN), 2)
    assert rename.choose("bd-a3f9k", BORN, {}) == first
    assert rename.choose("bd-a3f9k", BORN, {first: OTHER}) == second
    assert rename.choose("bd-a3f9k", BORN, {first: BORN}) == first


def test_the_number_of_a_child_is_made_of_its_old_number_and_its_birth_alone() -> None:
    taken = {"bd-1.1": OTHER, "bd-1.2": BORN, "bd-1.2.9": BORN}
    new = rename.choose("bd-1.1", BORN, taken)
    parent, _, number = new.rpartition(".")
    assert (parent, len(number)) == ("bd-1", 6)
    assert rename.choose("bd-2.1", BORN, {}) == f"bd-2.{number}"
    assert rename.choose("bd-1.1", BORN, {**taken, new: BORN}) == new
    assert rename.choose("bd-1.1", BORN, {**taken, new: OTHER}) != new
    assert ids.next_child_number("bd-1", [*taken, new]) == 3


def test_an_issue_and_a_row_follow() -> None:
    renames = {"demo-1": "demo-2"}
    assert rename.issue(FIRST, renames).id == "demo-2"
    assert rename.issue(FIRST._replace(id="demo-9", parent="demo-1"), renames).parent == "demo-2"
    assert rename.row((0, 1), ("demo-1", "demo-3", "demo-1"), renames) == (
        "demo-2",
        "demo-3",
        "demo-1",
    )
