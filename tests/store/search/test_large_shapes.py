"""Parents 3,000 deep, 10,000 blockers in a chain and an epic with 5,000 children: the answers are
right, and what is asked for them grows with the number of issues and no faster.

Dolt looks up a list of ids in a key in time that grows with the square of the list, so no statement
has a long list that a key is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import pytest

from beadwork.errors import Cycle, DependencyRefused
from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.issues.issue import Issue
from beadwork.store import id_lists
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues
from beadwork.store.search import counts
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from harness import Place

NOW = datetime(2026, 2, 11, 9, 30)
DEEP, CHAIN, CHILDREN = 3_000, 10_000, 5_000
LIST = re.compile(r"(\)?) IN \(((?:'[^']*'(?:, ?|,)?)*)\)")


def issue(issue_id: str, parent: str | None = None) -> Issue:
    return Issue(
        id=issue_id, type="task", title=issue_id, description=None, status="open", priority=2,
        owner=None, assignee=None, labels=(), parent=parent, created_at=NOW, updated_at=NOW,
        closed_at=None,
    )  # fmt: skip


def waits(issue_id: str, target: str) -> Dependency:
    return Dependency(issue_id, target, "blocks", NOW, None)


def fill(place: Place, found: Sequence[Issue], edges: Sequence[Dependency] = ()) -> None:
    with place.tracker() as tracker:
        tracker.change(
            lambda tx: (issues.add_all(tx, found), dependencies.add_all(tx, edges)),
        )


@contextmanager
def asked(place: Place, most: int) -> Iterator[InternalTracker]:
    """A tracker of which the block may ask at most so many packets, none with a long list for a
    key.
    """
    packets: list[str] = []
    with place.tracker(on_packet=packets.append) as tracker:
        yield tracker
    assert len(packets) <= most, [packet[:200] for packet in packets]
    for hidden, listed in (found for packet in packets for found in LIST.findall(packet)):
        assert hidden or listed.count("'") // 2 <= id_lists.LONGEST_BY_KEY


@pytest.fixture
def deep(place: Place) -> Place:
    """Each issue is the parent of the next, and one stands alone."""
    fill(
        place,
        [issue(f"demo-{n}", f"demo-{n - 1}" if n else None) for n in range(DEEP)]
        + [issue("demo-alone")],
    )
    return place


@pytest.fixture
def chain(place: Place) -> Place:
    """Each issue waits for the one before it."""
    fill(
        place,
        [issue(f"demo-{n}") for n in range(CHAIN)],
        [waits(f"demo-{n}", f"demo-{n - 1}") for n in range(1, CHAIN)],
    )
    return place


@pytest.fixture
def epic(place: Place) -> Place:
    """One issue has many children."""
    fill(
        place, [issue("demo-e"), *(issue(f"demo-e.{n}", "demo-e") for n in range(1, CHILDREN + 1))]
    )
    return place


def test_ready_with_deep_parents(deep: Place) -> None:
    with asked(deep, 12) as tracker:
        page = tracker.ready(Filter(limit=50))
        everything = tracker.ready()
    assert sorted(found.id for found in everything.issues) == sorted(
        ["demo-alone", *(f"demo-{n}" for n in range(DEEP))]
    )
    assert (page.issues, page.more) == (everything.issues[:50], True)


def test_what_holds_the_topmost_parent_holds_all(deep: Place) -> None:
    with deep.tracker() as tracker:
        tracker.add_dependency("demo-0", "demo-alone")
    with asked(deep, 14) as tracker:
        assert [found.id for found in tracker.ready(Filter(limit=50)).issues] == ["demo-alone"]
        blocked = tracker.blocked()
        assert tracker.statistics().blocked == DEEP
    assert len(blocked) == DEEP
    assert {tuple(found.blockers) for found in blocked} == {("demo-alone",)}


def test_what_is_below_deep_parents(deep: Place) -> None:
    with asked(deep, 10) as tracker:
        page = tracker.list(Filter(parent="demo-0", limit=50))
        lower = tracker.list(Filter(parent=f"demo-{DEEP - 3}"))
        assert tracker.list(Filter(parent="demo-alone")).issues == []
    assert (len(page.issues), page.total) == (50, DEEP - 1)
    assert [found.id for found in lower.issues] == [f"demo-{DEEP - 2}", f"demo-{DEEP - 1}"]


def test_no_parent_below_itself_however_deep(deep: Place) -> None:
    last = f"demo-{DEEP - 1}"
    with asked(deep, 20) as tracker:
        with pytest.raises(Cycle):
            tracker.update("demo-0", parent=last)
        with pytest.raises(DependencyRefused, match="is above"):
            tracker.add_dependency(last, "demo-0")


def test_nothing_below_waits_for_what_is_above_however_deep(deep: Place) -> None:
    with deep.tracker() as tracker:
        tracker.add_dependency(f"demo-{DEEP - 1}", "demo-alone")
    with (
        asked(deep, 12) as tracker,
        pytest.raises(DependencyRefused, match=f"demo-{DEEP - 1} waits for demo-alone"),
    ):
        tracker.update("demo-0", parent="demo-alone")


def test_ready_with_a_long_chain(chain: Place) -> None:
    with asked(chain, 12) as tracker:
        page = tracker.ready(Filter(limit=50))
        assert tracker.ready().issues == page.issues
    assert ([found.id for found in page.issues], page.more) == (["demo-0"], False)


def test_a_long_cycle_is_refused(chain: Place) -> None:
    with asked(chain, 20) as tracker, pytest.raises(Cycle) as refused:
        tracker.add_dependency("demo-0", f"demo-{CHAIN - 1}")
    assert refused.value.message.endswith(
        " -> ".join(["demo-0", *(f"demo-{n}" for n in range(CHAIN - 1, -1, -1))])
    )


def test_ready_with_many_children(epic: Place) -> None:
    with asked(epic, 12) as tracker:
        page = tracker.ready(Filter(limit=50))
        below = tracker.ready(Filter(parent="demo-e", limit=50))
    assert [found.id for found in page.issues] == sorted(
        ["demo-e", *(f"demo-e.{n}" for n in range(1, CHILDREN + 1))]
    )[:50]
    assert below.issues[:49] == page.issues[1:]


def test_the_children_of_a_large_epic(epic: Place) -> None:
    wanted = Filter(parent="demo-e")
    with asked(epic, 10) as tracker:
        assert len(tracker.list(wanted).issues) == CHILDREN
        assert tracker.list(wanted._replace(limit=50)).total == CHILDREN
        words, now = tracker.profile.vocabulary, tracker.now
        assert tracker.ask(lambda reader: counts.total(reader, wanted, words, now)) == CHILDREN
        assert len(tracker.show("demo-e")[0].children) == CHILDREN


def test_many_issues_named_at_once(epic: Place) -> None:
    named = [f"demo-e.{n}" for n in range(CHILDREN, 0, -1)]
    with asked(epic, 8) as tracker:
        assert [found.issue.id for found in tracker.show(*named[:1_000])] == named[:1_000]
        assert tracker.list(Filter(ids=tuple(named))).total == CHILDREN
    with asked(epic, 200) as tracker:
        tracker.delete(*named)
        assert tracker.ask(issues.count) == 1
