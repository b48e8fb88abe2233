"""Iterating over issues: what `list` returns, with a page of it in memory, as of one commit."""

from __future__ import annotations

import gc
from itertools import islice

import pytest

from beadwork import errors
from beadwork.model.issues.issue import Issue
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker as Tracker
from harness import Place

COUNT = 25


@pytest.fixture
def filled(tracker: Tracker) -> Tracker:
    with tracker.batch():
        for number in range(COUNT):
            tracker.create(
                f"Issue {number}", priority=number % 5, labels=("odd",) if number % 2 else ()
            )
        tracker.create("Over", id="demo-over")
        tracker.close_issues("demo-over")
    return tracker


WANTED = (
    Filter(),
    Filter(everything=True),
    Filter(labels=("odd",), priority_max=2),
    Filter(statuses=("closed",)),
    Filter(title="nothing has this"),
    Filter(limit=7),
    Filter(limit=0),
    Filter(reverse=True),
    Filter(reverse=True, limit=11),
)


def test_it_yields_what_a_list_by_id_has(filled: Tracker) -> None:
    for wanted in WANTED:
        listed = filled.list(wanted._replace(sort="id")).issues
        for size in (1, 5, 24, 25, 26, 1000):
            assert list(filled.iterate(wanted, size=size)) == listed, (wanted, size)


def test_no_more_than_a_page_is_asked_for_or_held(filled: Tracker) -> None:
    packets: list[str] = []
    filled.link.session.on_packet = packets.append
    assert filled.profile
    before = _held()
    walk = filled.iterate(size=10)
    assert packets == []
    next(walk)
    assert len(packets) == 2  # what is asked for once, and a page
    assert 0 < _held() - before <= 10
    assert len(list(islice(walk, 9))) == 9
    assert len(packets) == 2
    most = max(_held() - before for _ in walk)
    assert (len(packets), most <= 10) == (4, True)


def _held() -> int:
    gc.collect()
    return sum(type(found) is Issue for found in gc.get_objects())


def test_writes_meanwhile_change_nothing(filled: Tracker, place: Place) -> None:
    issues = filled.list(Filter(sort="id")).issues
    walk = filled.iterate(size=10)
    seen = list(islice(walk, 3))
    with place.tracker() as other:
        other.delete(issues[5].id, issues[20].id)
        other.create("Later", id="demo-zz")
        other.update(issues[15].id, title="Later")
    filled.close_issues(issues[16].id)
    assert [*seen, *walk] == issues


def test_a_batch_sees_its_own_writes(filled: Tracker) -> None:
    with filled.batch():
        made = filled.create("Mine")
        assert made.id in {issue.id for issue in filled.iterate(size=3)}


def test_writes_that_wait_to_be_committed_are_seen(filled: Tracker) -> None:
    filled.ask(lambda r: r.rows("UPDATE issues SET title = 'waits' WHERE id = 'demo-over'"))
    (issue,) = filled.iterate(Filter(statuses=("closed",)))
    assert issue.title == "waits"


def test_as_of_a_commit(filled: Tracker, place: Place) -> None:
    issues = filled.list(Filter(sort="id")).issues
    filled.delete(issues[0].id)
    with place.tracker(as_of="HEAD~1") as past:
        assert list(past.iterate(size=7)) == issues


@pytest.mark.parametrize(
    ("wanted", "size", "words"),
    [
        (Filter(sort="created"), 10, "order of ids, not by created"),
        (Filter(), 0, "size cannot be 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_the_call(
    tracker: Tracker, wanted: Filter, size: int, words: str
) -> None:
    with pytest.raises(errors.Usage, match=words):
        tracker.iterate(wanted, size=size)


def test_an_unknown_word_is_refused_with_the_first_issue(tracker: Tracker) -> None:
    walk = tracker.iterate(Filter(statuses=("opne",)))
    with pytest.raises(errors.Usage, match="opne"):
        next(walk)
