"""An issue is private by its label or its metadata, and so is what is below it."""

from __future__ import annotations

import pytest

from beadwork.model.sovereignty.private import Marked, ids, is_marked


def test_what_is_below_a_private_issue_is_private() -> None:
    tree = [
        Marked("a", None, (), None),
        Marked("a.1", "a", ("private",), None),
        Marked("a.1.1", "a.1", (), None),
        Marked("a.1.1.1", "a.1.1", (), None),
        Marked("b", "c", (), {"private": True}),
        Marked("c", "b", (), None),
    ]
    assert ids(tree) == {"a.1", "a.1.1", "a.1.1.1", "b", "c"}


@pytest.mark.parametrize("value", [True, "true", "yes", 1, "TRUE"])
def test_metadata_that_says_so(value: object) -> None:
    assert is_marked(Marked("a", None, (), {"private": value}))


@pytest.mark.parametrize("value", [False, "false", "no", 0, None, ""])
def test_metadata_that_says_otherwise(value: object) -> None:
    assert not is_marked(Marked("a", None, ("privately",), {"private": value}))


def test_an_id_that_holds_that_of_a_private_issue_is_private() -> None:
    tree = [
        Marked("a", None, (" Private ",), None),
        Marked("a.1", None, (), None),
        Marked("a.2", "b", (), None),
        Marked("a.3.1", None, (), None),
        Marked("c", "a.4", (), None),
        Marked("a-1", None, (), None),
        Marked("a.x", None, (), None),
        Marked("a1", None, (), None),
        Marked("b", None, ("privately",), None),
    ]
    assert ids(tree) == {"a", "a.1", "a.2", "a.3.1", "c"}
