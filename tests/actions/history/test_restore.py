"""What was deleted or compacted comes back as it was, with what hung on it; later work is never
lost by it.
"""

from __future__ import annotations

import os

import pytest

from beadwork import errors
from beadwork.actions.history import compact, recoverable, restore
from beadwork.actions.history.recoverable import Recoverable
from beadwork.actions.history.restore import Restored
from beadwork.model.issues.issue import Issue
from beadwork.model.merging import conflict
from beadwork.store import conflicts
from beadwork.store.dependencies import dependencies
from beadwork.store.history import first_parents
from beadwork.store.issues import comments
from beadwork.tracker import InternalTracker
from harness import Place


def find(tracker: InternalTracker, *parts: str, as_of: str | None = None) -> list[Recoverable]:
    return tracker.ask(lambda reader: recoverable.find(reader, parts, as_of, tracker.now))


def back(tracker: InternalTracker, *parts: str, as_of: str | None = None) -> Restored:
    found = find(tracker, *parts, as_of=as_of)
    return tracker.change(lambda tx: restore.restore(tx, found), always_commit=True)


def shorten(tracker: InternalTracker, *ids: str, summary: str | None = None) -> None:
    over = tracker.profile.vocabulary.over
    wanted = compact.Wanted(ids, tracker.now, summary)
    tracker.change(lambda tx: compact.compact(tx, wanted, over), always_commit=True)


def state(tracker: InternalTracker) -> tuple[list[Issue], object, object]:
    issues = [issue._replace(updated_at=issue.created_at) for issue in tracker.list().issues]
    ids = tuple(issue.id for issue in issues)
    edges = tracker.ask(lambda reader: sorted(dependencies.of(reader, ids)[:]))
    return issues, edges, tracker.ask(lambda reader: comments.of(reader, ids))


@pytest.fixture
def family(tracker: InternalTracker) -> InternalTracker:
    tracker.create("Epic", id="demo-e", labels=("a", "b"), metadata={"k": [1, 2.5]}, design="how")
    tracker.create("Child", id="demo-e.1", parent="demo-e")
    tracker.create("Waits", id="demo-w", dependencies=("demo-e",))
    tracker.create("First", id="demo-f")
    tracker.add_dependency("demo-e", "demo-f", "related")
    tracker.comment("demo-e", "said")
    return tracker


def test_a_deleted_issue_comes_back_with_all_that_hung_on_it(family: InternalTracker) -> None:
    before = state(family)
    family.delete("demo-e")
    family.create("Later", id="demo-later")
    done = back(family, "demo-e")
    assert done.children == [("demo-e.1", "demo-e")]
    assert done.left == []
    family.delete("demo-later")
    assert state(family) == before
    assert family.ask(lambda reader: list(first_parents.walk(reader)))[1].message.startswith(
        "bd: restore demo-e: Epic"
    )


def test_what_was_left_to_a_person_comes_back_too(family: InternalTracker) -> None:
    candidate = conflict.candidate("demo-e", "estimated_minutes", 90, "side", family.now)
    family.change(lambda tx: conflicts.record(tx, [candidate]))
    family.delete("demo-e")
    back(family, "demo-e")
    assert family.ask(conflicts.everything) == [candidate]


def test_several_at_once_and_from_different_commits(family: InternalTracker) -> None:
    before = state(family)
    family.delete("demo-e", "demo-w")
    family.delete("demo-e.1")
    back(family, "demo-e", "demo-w", "demo-e.1")
    issues, edges, said = state(family)
    assert [issue._replace(parent=None) for issue in issues] == [
        issue._replace(parent=None) for issue in before[0]
    ]
    assert (edges, said) == before[1:]


def test_an_edge_between_two_comes_back_out_of_either_commit(family: InternalTracker) -> None:
    before = state(family)
    family.delete("demo-e")
    family.delete("demo-w")
    assert back(family, "demo-w", "demo-e").left == []
    assert state(family)[1:] == before[1:]


def test_what_leads_nowhere_is_left_out_and_named(family: InternalTracker) -> None:
    family.delete("demo-e", "demo-e.1", "demo-w")
    family.delete("demo-f")
    done = back(family, "demo-e.1")
    assert [(edge.edge[:3], edge.reason) for edge in done.left] == [
        (("demo-e.1", "demo-e", "parent-child"), "demo-e is not there")
    ]
    assert done.issues[0].parent is None
    left = back(family, "demo-e").left
    assert {edge.reason for edge in left} == {"demo-w is not there", "demo-f is not there"}


def test_a_child_that_has_another_parent_by_now_keeps_it(family: InternalTracker) -> None:
    family.delete("demo-e")
    family.update("demo-e.1", parent="demo-f")
    assert back(family, "demo-e").children == []
    (child,) = family.show("demo-e.1")
    assert child.issue.parent == "demo-f"


def test_an_edge_that_would_close_a_cycle_by_now_is_left_out(family: InternalTracker) -> None:
    family.add_dependency("demo-e", "demo-f", "related")
    family.delete("demo-w")
    family.create("New", id="demo-n", dependencies=("demo-e",))
    family.create("Waits", id="demo-x", dependencies=("demo-n",))
    family.delete("demo-n")
    family.add_dependency("demo-e", "demo-x")
    (left,) = back(family, "demo-n").left
    assert (left.edge[:3], left.reason) == (
        ("demo-x", "demo-n", "blocks"),
        "it would close a cycle",
    )


def test_what_no_message_names_is_found_too(family: InternalTracker) -> None:
    before = state(family)
    family.link.session.run("DELETE FROM issues WHERE id = 'demo-f'")
    for number in range(20):
        family.create(f"Later {number}", id=f"demo-l{number}")
    back(family, "demo-f")
    family.delete(*(f"demo-l{number}" for number in range(20)))
    issues, _, _ = state(family)
    assert issues == before[0]


def test_what_was_never_named_at_all_is_found_too(tracker: InternalTracker) -> None:
    columns = "id, type, title, status, priority, created_at, updated_at"
    insert = f"INSERT INTO issues ({columns}) VALUES (%s, 'task', 't', 'open', 2, %s, %s)"
    assert tracker.profile
    session = tracker.link.session
    session.run(insert, "demo odd,id", tracker.now, tracker.now)
    tracker.create("One", id="demo-1")
    session.run("DELETE FROM issues WHERE id = 'demo odd,id'")
    tracker.create("Two", id="demo-2")
    (found,) = find(tracker, "demo odd,id")
    assert found.was == "deleted"
    assert back(tracker, "demo odd,id").issues[0].title == "t"


def test_a_part_of_an_id_is_enough(family: InternalTracker) -> None:
    family.create("Gone", id="demo-gone")
    family.delete("demo-gone")
    assert [found.id for found in find(family, "gon")] == ["demo-gone"]
    family.create("Gone, too", id="demo-gone2")
    family.delete("demo-gone2")
    assert [found.id for found in find(family, "gone")] == ["demo-gone"]
    with pytest.raises(errors.Ambiguous, match="demo-gone, demo-gone2"):
        find(family, "gon")


@pytest.mark.parametrize("part", ["demo-nope", "nope"])
def test_what_never_was_is_not_found(family: InternalTracker, part: str) -> None:
    with pytest.raises(errors.NotFound):
        find(family, part)


@pytest.mark.parametrize("part", ["", "-", "demo", "demo-", "e"])
def test_what_names_nothing_is_a_mistake_of_usage(family: InternalTracker, part: str) -> None:
    with pytest.raises(errors.Usage):
        find(family, part)


def test_an_issue_that_is_there_is_not_overwritten(family: InternalTracker) -> None:
    with pytest.raises(errors.RestoreRefused, match="demo-e is there, and not compacted"):
        find(family, "demo-e")
    with pytest.raises(errors.RestoreRefused, match="demo-e is there, and not compacted"):
        find(family, "demo-e", as_of="HEAD~1")
    family.delete("demo-w")
    found = find(family, "demo-w")
    family.create("Another", id="demo-w")
    with pytest.raises(errors.Exists, match="demo-w already exists"):
        family.change(lambda tx: restore.restore(tx, found))


def test_another_moment_can_be_named(family: InternalTracker) -> None:
    family.update("demo-w", title="Renamed")
    family.delete("demo-w")
    assert back(family, "demo-w", as_of="HEAD~2").issues[0].title == "Waits"
    family.delete("demo-w")
    first = family.ask(lambda reader: list(first_parents.walk(reader)))[-6].hash
    with pytest.raises(errors.NotFound, match="did not exist at"):
        back(family, "demo-w", as_of=first)
    assert back(family, "demo-w").issues[0].title == "Waits"


def test_it_is_found_where_a_worker_deleted_it(place: Place, family: InternalTracker) -> None:
    side = f"side-{os.urandom(6).hex()}"
    session = family.link.session
    session.rows("CALL DOLT_BRANCH(%s)", side)
    try:
        with place._replace(branch=side).tracker(actor="worker") as worker:
            worker.create("Of the worker", id="demo-s")
            worker.delete("demo-w")
        family.create("Meanwhile", id="demo-m")
        session.rows(
            "CALL DOLT_MERGE('--no-ff', '-m', 'bd: merge', '--author', %s, %s)",
            family.author.line(),
            side,
        )
        assert back(family, "demo-w").issues[0].title == "Waits"
        session.run("DELETE FROM issues WHERE id = 'demo-s'")
        family.create("Later", id="demo-later")
        assert back(family, "demo-s").issues[0].title == "Of the worker"
    finally:
        session.rows("CALL DOLT_BRANCH('-D', '--force', %s)", side)


LONG = "The first line\n" + "and many more words " * 40


@pytest.fixture
def closed(tracker: InternalTracker) -> InternalTracker:
    tracker.create("Old", id="demo-1", description=LONG, design=LONG, notes=LONG)
    tracker.close_issues("demo-1", reason="done")
    return tracker


@pytest.mark.parametrize("summary", [None, "short and good"])
def test_a_compacted_issue_gets_its_texts_back(
    closed: InternalTracker, summary: str | None
) -> None:
    (before,) = closed.show("demo-1")
    shorten(closed, "demo-1", summary=summary)
    closed.add_labels(["demo-1"], ["later"])
    back(closed, "demo-1")
    (after,) = closed.show("demo-1")
    assert after.issue == before.issue._replace(
        labels=("later",), updated_at=after.issue.updated_at
    )
    assert closed.ask(lambda reader: reader.rows("SELECT COUNT(*) FROM compactions"))[0][0] == 0


def test_texts_that_were_edited_since_are_not_overwritten(closed: InternalTracker) -> None:
    shorten(closed, "demo-1", summary="short")
    closed.update("demo-1", notes="an addition", title="Renamed")
    with pytest.raises(
        errors.RestoreRefused, match="notes of demo-1 was edited after it was compacted"
    ):
        back(closed, "demo-1")
    closed.update("demo-1", notes="", description="another")
    with pytest.raises(errors.RestoreRefused, match="description of demo-1 was edited"):
        back(closed, "demo-1")
    closed.update("demo-1", description="short")
    assert back(closed, "demo-1").issues[0].description == LONG


def test_twice_compacted_is_restored_one_by_one(closed: InternalTracker) -> None:
    shorten(closed, "demo-1")
    closed.update("demo-1", notes=LONG)
    (second,) = closed.show("demo-1")
    shorten(closed, "demo-1")
    back(closed, "demo-1")
    (after,) = closed.show("demo-1")
    assert after.issue._replace(updated_at=second.issue.updated_at) == second.issue
    assert after.issue.compaction_level == 1


def test_a_compacted_issue_that_was_deleted_comes_back_in_two_steps(
    closed: InternalTracker,
) -> None:
    shorten(closed, "demo-1")
    closed.delete("demo-1")
    assert back(closed, "demo-1").issues[0].compaction_level == 1
    assert back(closed, "demo-1").issues[0].design == LONG


def test_what_was_compacted_elsewhere_cannot_be_restored(closed: InternalTracker) -> None:
    closed.link.session.run("UPDATE issues SET compaction_level = 1 WHERE id = 'demo-1'")
    with pytest.raises(errors.RestoreRefused, match="was compacted elsewhere"):
        back(closed, "demo-1")
