"""A process that forks with an open tracker: parent and child have a connection each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from beadwork import errors
from beadwork.store.history import log
from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker
from forked import in_child
from harness import Place

pytestmark = [
    pytest.mark.filterwarnings("error::ResourceWarning"),
    pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning"),
]

WRITES = 10


def fill(tracker: InternalTracker, name: str) -> None:
    for number in range(WRITES):
        issue = tracker.create(f"{name} {number}")
        assert tracker.show(issue.id)[0].issue.title == f"{name} {number}"


@pytest.mark.parametrize("idle_seconds", [0, 30])
def test_children_and_parent_write_at_once_and_each_reads_its_own(
    place: Place, idle_seconds: float
) -> None:
    with open_tracker(
        str(place.directory), branch=place.branch, idle_seconds=idle_seconds
    ) as tracker:
        tracker.create("before")
        waits = [in_child(lambda name=f"child {n}": fill(tracker, name)) for n in range(3)]
        fill(tracker, "parent")
        for wait in waits:
            wait()
        expected = [f"{name} {number}" for name in ("child 0", "child 1", "child 2", "parent")
                    for number in range(WRITES)]  # fmt: skip
        assert sorted(issue.title for issue in tracker.list().issues) == ["before", *expected]


def test_a_child_that_closes_its_tracker_leaves_the_parent_connected(place: Place) -> None:
    with place.tracker() as tracker:
        tracker.create("before")
        connection = tracker.link.session.connection_id
        in_child(tracker.close)()
        in_child(lambda: None)()
        assert tracker.link.session.connection_id == connection
        assert [issue.title for issue in tracker.list().issues] == ["before"]


def test_in_a_batch_that_was_inherited_everything_is_refused(place: Place) -> None:
    def work() -> None:
        for call in (
            lambda: tracker.create("child"),
            tracker.list,
            lambda: tracker.close_issues("x"),
        ):
            with pytest.raises(errors.Usage, match="belongs to the process that opened it"):
                call()
        with pytest.raises(errors.Usage), tracker.batch():
            pass

    with place.tracker() as tracker:
        with tracker.batch("both"):
            tracker.create("one")
            in_child(work)()
            tracker.create("two")
        assert sorted(issue.title for issue in tracker.list().issues) == ["one", "two"]


def test_a_child_that_leaves_an_inherited_batch_commits_nothing_of_it(place: Place) -> None:
    with place.tracker() as tracker:
        batch = tracker.batch("both")
        batch.__enter__()
        tracker.create("one")

        def leave() -> None:
            with pytest.raises(errors.Usage, match="belongs to the process"):
                batch.__exit__(None, None, None)

        in_child(leave)()
        tracker.create("two")
        batch.__exit__(None, None, None)
        assert sorted(issue.title for issue in tracker.list().issues) == ["one", "two"]
        newest = tracker.ask(lambda reader: log.commits(reader, log.Wanted(), limit=1))[0]
        assert newest.message.startswith("both")


def test_a_child_of_another_thread_than_that_of_the_batch_begins_anew(place: Place) -> None:
    with place.tracker() as tracker:
        with tracker.batch():
            tracker.create("not yet committed")
            with ThreadPoolExecutor(1) as pool:
                pool.submit(lambda: in_child(lambda: fail_unless_empty(tracker))()).result()
        assert len(tracker.list().issues) == 1


def fail_unless_empty(tracker: InternalTracker) -> None:
    assert len(tracker.list().issues) == 0
