"""Which edges are refused because of the parent that an issue has."""

from __future__ import annotations

import pytest

from beadwork.errors import DependencyRefused
from beadwork.tracker import InternalTracker


@pytest.fixture
def family(tracker: InternalTracker) -> InternalTracker:
    """A tracker with demo-1, below it demo-1.1, below that demo-1.1.1; and demo-2."""
    with tracker.batch():
        tracker.create("One", id="demo-1")
        tracker.create("Two", id="demo-2")
        tracker.create("Part", parent="demo-1")
        tracker.create("Part of a part", parent="demo-1.1")
    return tracker


@pytest.mark.parametrize("target", ["demo-1", "demo-1.1"])
@pytest.mark.parametrize("kind", ["blocks", "conditional-blocks", "waits-for"])
def test_nothing_waits_for_what_is_above_it(
    family: InternalTracker, target: str, kind: str
) -> None:
    with pytest.raises(
        DependencyRefused,
        match=f"{target} is above demo-1.1.1, which could then never become ready",
    ):
        family.add_dependency("demo-1.1.1", target, kind)


def test_an_edge_to_the_parent_is_a_second_one(family: InternalTracker) -> None:
    with pytest.raises(
        DependencyRefused, match=r"demo-1.1 depends on demo-1 already, as parent-child"
    ):
        family.add_dependency("demo-1.1", "demo-1", "related")


def test_to_the_grandparent_it_is_the_first(family: InternalTracker) -> None:
    assert family.add_dependency("demo-1.1.1", "demo-1", "related").is_new


def test_a_parent_is_a_second_edge_too(family: InternalTracker) -> None:
    family.add_dependency("demo-2", "demo-1", "related")
    with pytest.raises(
        DependencyRefused, match=r"demo-2 depends on demo-1 already, as related"
    ) as refused:
        family.add_dependency("demo-2", "demo-1", "parent-child")
    assert refused.value.hint == "bd dep remove demo-2 demo-1, then add it as parent-child"


def test_the_same_parent_again_is_no_error(family: InternalTracker) -> None:
    assert not family.add_dependency("demo-1.1", "demo-1", "parent-child").is_new


def test_a_part_may_still_take_the_place_of_the_whole(family: InternalTracker) -> None:
    assert family.add_dependency("demo-1.1", "demo-1", "supersedes").is_new
    assert not family.add_dependency("demo-1.1", "demo-1", "supersedes").is_new
