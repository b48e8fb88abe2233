"""What `--as-of` says of a moment is what was said at that moment: every field, edge and comment,
and every list.
"""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import pytest

from beadwork import errors
from beadwork.dolt.connection.session import Session
from beadwork.store.history import log
from beadwork.store.search import counts
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from harness import Place
from random_changes import do_something

MOMENTS = 50


class Said(NamedTuple):
    """What the tracker said after a write."""

    commit: str
    shown: list[dict[str, Any]]
    lists: list[Any]


def said(tracker: InternalTracker) -> Said:
    """Ask everything there is to ask."""
    everything = tracker.list(Filter(everything=True, sort="id")).issues
    shown = (
        [detail.to_dict() for detail in tracker.show(*(issue.id for issue in everything))]
        if everything
        else []
    )
    lists = [
        [issue.to_dict() for issue in tracker.list().issues],
        [issue.to_dict() for issue in tracker.ready().issues],
        [(blocked.issue.id, list(blocked.blockers)) for blocked in tracker.blocked()],
        tracker.ask(lambda r: counts.total(r, Filter(), tracker.profile.vocabulary, tracker.now)),
        tracker.statistics(),
    ]
    return Said(tracker.ask(log.head), shown, lists)


@pytest.mark.parametrize("seed", [1, 2])
def test_fifty_moments_are_told_as_they_were(
    seed: int, place: Place, tracker: InternalTracker
) -> None:
    chance = random.Random(seed)
    ids = [tracker.create("First").id, tracker.create("Second").id]
    then = [said(tracker)]
    while len(then) < MOMENTS:
        do_something(chance, tracker, ids)
        now = said(tracker)
        if now.commit != then[-1].commit:
            then.append(now)
    for moment in chance.sample(then, len(then)):
        with place.tracker(as_of=moment.commit) as past:
            assert said(past)[1:] == moment[1:]


def test_a_date_between_two_commits_is_the_one_before(
    place: Place, tracker: InternalTracker
) -> None:
    issue = tracker.create("Before")
    tracker.update(issue.id, title="After")
    newer, older = tracker.ask(lambda r: log.commits(r, log.Wanted(), 2))
    between = older.date + (newer.date - older.date) / 2
    with place.tracker(as_of=f"{between.isoformat()}Z") as past:
        assert past.show(issue.id)[0].issue.title == "Before"
        assert past.now == between


def test_what_counts_as_now_is_then(
    place: Place, tracker: InternalTracker, session: Session
) -> None:
    """What was put off is not ready as of a moment before its date, although the date has passed
    meanwhile.
    """
    issue = tracker.create("Later")
    session.run(
        "UPDATE issues SET status = 'deferred', defer_until = '2020-02-01' WHERE id = %s", issue.id
    )
    session.run("CALL DOLT_COMMIT('-Am', 'put off', '--date', '2020-01-15T00:00:00')")
    then = tracker.ask(log.head)
    assert [ready.id for ready in tracker.ready().issues] == [issue.id]
    with place.tracker(as_of=then) as past:
        assert not past.ready().issues


def test_nothing_is_written_into_what_was(place: Place, tracker: InternalTracker) -> None:
    issue = tracker.create("One")
    with (
        place.tracker(as_of="HEAD") as past,
        pytest.raises(errors.ReadOnly, match="the past cannot be changed"),
    ):
        past.close_issues(issue.id)
