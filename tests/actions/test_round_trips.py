"""How many round trips a hot command takes: over a slow link they are all that counts (five at
most, DESIGN.md).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beadwork.errors import Cycle, DependencyRefused, Exists, NotFound
from beadwork.tracker import InternalTracker
from harness import Place

Act = Callable[[InternalTracker], object]

RESERVATION = 2
"""Round trips on `main` that reserve the number of a child, as these trackers are on a branch."""

ACTS: dict[str, tuple[int, Act]] = {
    "create": (4, lambda tracker: tracker.create("New")),
    "create --parent": (4 + RESERVATION, lambda tracker: tracker.create("New", parent="demo-1")),
    "create --deps": (
        4,
        lambda tracker: tracker.create("New", dependencies=("demo-1", "related:demo-2")),
    ),
    "create --deps foreign": (
        4,
        lambda tracker: tracker.create("New", dependencies=("external:x:y",)),
    ),
    "create --id": (4, lambda tracker: tracker.create("New", id="demo-9")),
    "create --id --deps": (
        5,
        lambda tracker: tracker.create("New", id="demo-9", dependencies=("demo-1",)),
    ),
    "create --parent --deps": (
        5 + RESERVATION,
        lambda tracker: tracker.create("New", parent="demo-1", dependencies=("demo-2",)),
    ),
    "update": (4, lambda tracker: tracker.update("demo-1", priority=0)),
    "update --claim": (5, lambda tracker: tracker.update("demo-1", claim=True)),
    "update of a part": (5, lambda tracker: tracker.update("abc", priority=0)),
    "claim": (6, lambda tracker: tracker.claim("demo-1")),
    "close": (4, lambda tracker: tracker.close_issues("demo-1")),
    "close of a part": (6, lambda tracker: tracker.close_issues("abc")),
    "show": (1, lambda tracker: tracker.show("demo-1", "demo-2")),
    "show of what has edges": (2, lambda tracker: tracker.show("demo-3")),
    "show of a part": (4, lambda tracker: tracker.show("abc")),
}


@pytest.fixture
def filled(place: Place) -> Place:
    """A workspace with a few issues."""
    with place.tracker() as tracker, tracker.batch():
        for name in ("demo-1", "demo-2", "demo-abc"):
            tracker.create(f"Issue {name}", id=name)
        tracker.create("Waits", id="demo-3", dependencies=("demo-abc",))
    return place


@pytest.mark.parametrize("name", ACTS)
def test_round_trips(filled: Place, name: str) -> None:
    most, act = ACTS[name]
    packets: list[str] = []
    with filled.tracker(on_packet=packets.append) as tracker:
        act(tracker)
    assert len(packets) <= most, "\n---\n".join(packets)


# --- and all that is asked along is right
# ----------------------------------------------------------------------------


def test_what_is_named_by_a_part_is_found(filled: Place) -> None:
    with filled.tracker() as tracker:
        for name in ("first", "second"):
            tracker.create(name, id=f"demo-{name}")
        part = tracker.create(
            "Part", parent="abc", dependencies=("discovered-from:fir", "blocks:SEC")
        )
        assert (part.id, part.parent) == ("demo-abc.1", "demo-abc")
        assert {(end.id, end.type) for end in tracker.show(part.id)[0].dependencies} == {
            ("demo-abc", "parent-child"),
            ("demo-first", "discovered-from"),
        }
        assert [(end.id, end.type) for end in tracker.show("demo-second")[0].dependencies] == [
            (part.id, "blocks")
        ]
        assert tracker.create("Another", parent="demo-abc").id == "demo-abc.2"


def test_what_cannot_be_is_refused_whole(filled: Place) -> None:
    with filled.tracker() as tracker:
        part = tracker.create("Part", parent="demo-1")
        before = {issue.id for issue in tracker.list().issues}
        for refusal, fields in (
            (Exists, {"id": "demo-1"}),
            (NotFound, {"parent": "demo-nope"}),
            (NotFound, {"dependencies": ("demo-1", "demo-nope")}),
            (DependencyRefused, {"parent": part.id, "dependencies": ("demo-1",)}),
            (DependencyRefused, {"parent": part.id, "dependencies": (part.id,)}),
            (DependencyRefused, {"parent": part.id, "dependencies": (f"related:{part.id}",)}),
            (DependencyRefused, {"dependencies": ("demo-1", "related:demo-1")}),
            (DependencyRefused, {"id": "demo-self", "dependencies": ("demo-self",)}),
            (Cycle, {"dependencies": ("demo-3", "blocks:demo-abc")}),
        ):
            with pytest.raises(refusal):
                tracker.create("New", **fields)
        assert {issue.id for issue in tracker.list().issues} == before


def test_the_same_dependency_twice_is_one(filled: Place) -> None:
    with filled.tracker() as tracker:
        issue = tracker.create("New", dependencies=("demo-1", "blocked-by:demo-1"))
        assert [end.id for end in tracker.show(issue.id)[0].dependencies] == ["demo-1"]


def test_a_cycle_through_an_edge_to_a_name_that_was_not_there_is_seen(filled: Place) -> None:
    dangling = (
        "INSERT INTO dependencies (issue_id, depends_on_id, type, created_at) VALUES (%s, %s, "
        "'blocks', NOW(6))"
    )
    with filled.tracker() as tracker:
        for name in ("demo-late", "demo-2.1"):
            tracker.ask(lambda session, name=name: session.rows(dangling, "demo-1", name))
        with pytest.raises(Cycle):
            tracker.create("Late", id="demo-late", dependencies=("demo-1",))
        with pytest.raises(Cycle):
            tracker.create("Late", parent="demo-2", dependencies=("demo-1",))


def test_in_a_batch_each_issue_knows_its_own_names(tracker: InternalTracker) -> None:
    with tracker.batch():
        one = tracker.create("One")
        first = tracker.create("Part", parent=one.id)
        second = tracker.create("Part", parent=one.id, dependencies=(first.id,))
        alone = tracker.create("Alone", dependencies=(second.id,))
    assert (first.id, second.id) == (f"{one.id}.1", f"{one.id}.2")
    assert [end.id for end in tracker.show(alone.id)[0].dependencies] == [second.id]


def test_a_parent_may_be_named_by_a_part_and_be_named_whole_beside_it(filled: Place) -> None:
    with filled.tracker() as tracker:
        tracker.update("demo-abc", parent="demo-2")
        first = tracker.create("Part", parent="abc")
        second = tracker.create("Part", parent="abc", dependencies=("duplicates:demo-abc",))
        assert (first.id, second.id) == ("demo-abc.1", "demo-abc.2")
        with pytest.raises(DependencyRefused):
            tracker.create("Part", parent="abc", dependencies=("related:demo-abc", "demo-2"))
