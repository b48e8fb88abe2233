"""Branches: forked from what is committed, deleted only when nothing of them is lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from beadwork import errors
from beadwork.actions.merging import branches as action
from beadwork.dolt.versions import branches
from beadwork.dolt.writing import dolt_commit, local_operation, writer_lock
from beadwork.tracker import InternalTracker
from harness import Place

Named = Callable[[str], str]


@pytest.fixture
def named(place: Place) -> Iterator[Named]:
    """Give a branch a name of this test's own; it is gone at the end, with its tag."""
    beginning = f"{place.branch}-{os.urandom(2).hex()}"
    yield lambda word: f"{beginning}-{word}"
    with place.tracker() as tracker:
        session = tracker.link.session
        for name in tracker.ask(branches.names):
            if name.startswith(beginning):
                branches.delete(session, name)
        for (tag,) in session.rows(
            "SELECT tag_name FROM dolt_tags WHERE tag_name LIKE %s", f"discarded/{beginning}%"
        ):
            session.rows("CALL DOLT_TAG('-d', %s)", tag)


def create(tracker: InternalTracker, name: str, source: str = "") -> action.CreatedBranch:
    return tracker.administer(lambda writer: action.create(writer, name, source, tracker.now))


def delete(tracker: InternalTracker, name: str, *, discard: bool = False) -> action.DeletedBranch:
    return tracker.administer(lambda writer: action.delete(writer, name, discard=discard))


def on(place: Place, name: str) -> InternalTracker:
    return place._replace(branch=name).tracker()


def test_a_fork_has_what_was_committed_and_is_ready_to_be_written_to(
    place: Place, named: Named
) -> None:
    with place.tracker() as tracker:
        tracker.create("One", id="demo-1")
        made = create(tracker, named("w"))
        assert made.commit == dolt_commit.newest(tracker.link.session)[0]
    with on(place, named("w")) as there:
        assert [issue.id for issue in there.list().issues] == ["demo-1"]
        assert there.link.session.rows(local_operation.SLOTS[0]) == ()
        there.create("Two", id="demo-2")
    with place.tracker() as tracker:
        assert [issue.id for issue in tracker.list().issues] == ["demo-1"]


def test_what_is_uncommitted_is_committed_before_the_fork_under_its_own_name(
    place: Place, named: Named
) -> None:
    with place.tracker(actor="alice") as tracker, place.tracker(actor="bob") as bob:
        tracker.create("One", id="demo-1")
        tracker._writer.auto_commit = False
        tracker.create("Two", id="demo-2")
        create(bob, named("w"))
        assert bob.link.session.rows("SELECT committer FROM dolt_log LIMIT 1") == (("alice",),)
        create(bob, named("v"), named("w"))
    with on(place, named("v")) as there:
        assert len(there.list().issues) == 2


def test_the_source_may_be_another_branch_with_something_uncommitted(
    place: Place, named: Named
) -> None:
    with place.tracker() as tracker:
        tracker.create("One", id="demo-1")
        create(tracker, named("w"))
        with on(place, named("w")) as there:
            there.ask(lambda _: there.link.session.run("UPDATE issues SET title = 'By hand'"))
        create(tracker, named("v"), named("w"))
    with on(place, named("v")) as there:
        assert [issue.title for issue in there.list().issues] == ["By hand"]


def test_no_lock_is_left(place: Place, named: Named) -> None:
    with place.tracker() as tracker:
        create(tracker, named("w"))
        session = tracker.link.session
        assert session.rows("SELECT IS_FREE_LOCK(%s)", writer_lock.name(session)) == ((1,),)
        delete(tracker, named("w"))
        with branches.session_at(session, named("w")) as gone:
            assert session.rows("SELECT IS_FREE_LOCK(%s)", writer_lock.name(gone)) == ((1,),)


@pytest.mark.parametrize(
    "name",
    ["", "-x", ".x", "x.", "x/", "/x", "x..y", "x//y", "x/.y", "x y", "x~1", "x^", "x:y", "x?",
     "x*", "x[", "é", "x\\y",
     "HEAD", "head", "WORKING", "staged", "x.lock", "0123456789abcdefghijklmnopqrstuv", "x" * 101,
     "a%s", "a`b",
     "refs/heads/x", "2026-02-01", "yesterday", "2h", "monday", "12345"],
)  # fmt: skip
def test_what_dolt_refuses_or_means_something_else_by_is_no_name(name: str) -> None:
    with pytest.raises(errors.Invalid):
        action.check(name)


@pytest.mark.parametrize("name", ["x", "alice/bd-7", "a.b_c-1", "x" * 100, "deadbeef"])
def test_a_name_that_is_taken_by_dolt_too(name: str, place: Place, named: Named) -> None:
    assert action.check(name) == name
    with place.tracker() as tracker:
        create(tracker, named("")[: 100 - len(name)] + name)


def test_a_name_that_differs_in_case_only_is_taken(place: Place, named: Named) -> None:
    with place.tracker() as tracker:
        create(tracker, named("w"))
        with pytest.raises(errors.Exists, match="there is a branch"):
            create(tracker, named("W"))


def test_a_branch_with_commits_of_its_own_is_not_deleted(place: Place, named: Named) -> None:
    with place.tracker() as tracker:
        create(tracker, named("w"))
        with on(place, named("w")) as there:
            there.create("One", id="demo-1")
            there._writer.auto_commit = False
            there.create("Two", id="demo-2")
        with pytest.raises(errors.BranchRefused, match="has 2 commits that .* does not have"):
            delete(tracker, named("w"))
        gone = delete(tracker, named("w"), discard=True)
        assert gone.discarded == 2
        assert named("w") not in tracker.ask(branches.names)
        again = create(tracker, named("w"), gone.commit)
        assert again.commit == gone.commit
        assert delete(tracker, named("w"), discard=True).tag == gone.tag
    with place.tracker() as tracker:
        create(tracker, named("v"), gone.tag)
    with on(place, named("v")) as there:
        assert len(there.list().issues) == 2


def test_a_branch_that_somebody_is_connected_to_is_not_deleted(place: Place, named: Named) -> None:
    with place.tracker() as tracker:
        create(tracker, named("w"))
        with on(place, named("w")) as there:
            number = there.ask(lambda _: there.link.session.connection_id)
            with pytest.raises(errors.BranchRefused, match=f"is in use by connection {number}$"):
                delete(tracker, named("w"), discard=True)
            assert named("w") in tracker.ask(branches.names)
        delete(tracker, named("w"))


def test_main_and_the_branch_in_use_are_not_deleted(tracker: InternalTracker, place: Place) -> None:
    for name in ("main", place.branch):
        with pytest.raises(errors.BranchRefused):
            delete(tracker, name, discard=True)


def test_a_commit_older_than_the_tracker_is_no_source(
    tracker: InternalTracker, named: Named
) -> None:
    first = tracker.ask(
        lambda reader: reader.rows("SELECT commit_hash FROM dolt_log ORDER BY commit_order LIMIT 1")
    )
    with pytest.raises(errors.NotFound, match="older than the tracker"):
        create(tracker, named("w"), first[0][0])
    with pytest.raises(errors.NotFound, match="no commit, branch, tag or date"):
        create(tracker, named("w"), "0" * 32)


def test_inside_a_batch_there_are_no_branches(tracker: InternalTracker, named: Named) -> None:
    with tracker.batch("two"), pytest.raises(errors.Usage):
        create(tracker, named("w"))


def test_a_branch_that_was_merged_into_its_own_source_is_neither_ahead_nor_lost(
    place: Place, named: Named
) -> None:
    with place.tracker() as tracker:
        create(tracker, named("w"))
        with on(place, named("w")) as there:
            there.create("One", id="demo-1")
            found = there.ask(lambda reader: action.show(reader, named("w"), ""))
            assert (found.current, found.base) == (True, "main")
        found = tracker.ask(lambda reader: action.show(reader, place.branch, named("w")))
        assert (found.distance, [change.id for change in found.changes]) == ((1, 0), ["demo-1"])
        tracker.link.session.rows("CALL DOLT_MERGE(%s)", named("w"))
        assert delete(tracker, named("w")).discarded == 0
