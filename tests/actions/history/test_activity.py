"""The feed tells what each commit did, whether its message names the issues or not."""

from __future__ import annotations

import json
import random

import pytest

from beadwork.actions.history import activity
from beadwork.model.history import changes, commit_message
from beadwork.store.history import diffs, log
from beadwork.store.history.log import Wanted
from beadwork.tracker import InternalTracker
from harness import Place, assert_done
from random_changes import do_something


def page(
    tracker: InternalTracker, limit: int | None = None, **wanted: object
) -> list[tuple[str, str, str]]:
    """Return actor, action and issue (or message) of each event."""
    found = tracker.ask(lambda r: activity.page(r, Wanted(**wanted), limit))  # type: ignore[arg-type]
    return [(e.actor, e.action, e.change.id if e.change else e.message) for e in found.events]


@pytest.mark.parametrize("seed", [5, 6])
def test_rows_read_by_their_ids_tell_what_the_table_function_tells(
    seed: int, tracker: InternalTracker
) -> None:
    chance = random.Random(seed)
    ids = [tracker.create("First").id, tracker.create("Second").id]
    for _ in range(60):
        do_something(chance, tracker, ids)
    commits = [c for c in tracker.ask(lambda r: log.commits(r, Wanted())) if c.parents][:60]
    pairs = [(commit.parents[0], commit.hash) for commit in commits]
    scopes = [commit_message.scope(commit.message) for commit in commits]
    assert sum(scope is not None for scope in scopes) > 30
    quick = tracker.ask(lambda r: diffs.of_commits(r, pairs, scopes))
    slow = tracker.ask(lambda r: diffs.of_commits(r, pairs))
    assert list(map(changes.between, quick)) == list(map(changes.between, slow))


def test_a_deletion_tells_of_the_children_too(tracker: InternalTracker) -> None:
    epic = tracker.create("Epic", type="epic")
    child = tracker.create("Child", parent=epic.id)
    tracker.delete(epic.id)
    assert sorted(page(tracker)[:2]) == sorted(
        [("Test Person", "deleted", epic.id), ("Test Person", "updated", child.id)]
    )


def test_a_page_costs_few_round_trips(tracker: InternalTracker) -> None:
    issue = tracker.create("One")
    for number in range(60):
        tracker.update(issue.id, title=f"Title {number}")
    packets: list[str] = []
    tracker.link.session.on_packet = packets.append
    assert len(page(tracker, 50)) == 50
    assert len(packets) == 3


def test_an_import_of_many_is_one_event_and_of_few_an_event_each(
    place: Place, tracker: InternalTracker
) -> None:
    row = {"title": "x", "status": "open", "priority": 2, "issue_type": "task",
           "created_at": "2025-01-01T00:00:00Z", "updated_at": "2025-01-01T00:00:00Z"}  # fmt: skip
    for count in (20, 21):
        rows = "\n".join(json.dumps({"id": f"demo-{count}x{n}", **row}) for n in range(count))
        assert_done(place.run("import", "-", stdin=rows))
    found = tracker.ask(lambda r: activity.page(r, Wanted(), None)).events
    assert [
        (event.action, event.size) for event in found if event.change is None and event.size
    ] == [("imported", 21)]
    assert sum(event.action == "created" for event in found) == 20


def test_the_first_event_of_a_tracker_is_its_first_issue(tracker: InternalTracker) -> None:
    tracker.create("One")
    assert page(tracker)[-1][1:] == ("migrated", "bd: migrate to 0002_conflicts_and_compactions")
