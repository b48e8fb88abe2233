"""The feed of changes: each commit that becomes reachable on a branch, once, whatever restarts,
merges or goes away.
"""

from __future__ import annotations

import json
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from beadwork import errors
from beadwork.actions.history import committed, unread
from beadwork.model.history.committed_change import CommittedChange
from beadwork.store.history import diffs, log, unseen_commits
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker as Tracker
from beadwork.tracker.head_watch import PolledHead
from branch_forks import forks, merge
from harness import ROOT, Place
from random_changes import do_something


def words(changes: list[CommittedChange]) -> list[tuple[str, ...]]:
    """Return the issues and the kinds of each change."""
    return [(*change.issues, *change.kinds) for change in changes]


def head(tracker: Tracker) -> str:
    return tracker.ask(log.head)


def reachable(tracker: Tracker, since: str) -> list[str]:
    """Return the commits that became reachable after one, sorted."""
    rows = tracker.ask(lambda r: r.rows("SELECT commit_hash FROM dolt_log(%s)", f"{since}..HEAD"))
    return sorted(row[0] for row in rows)


def test_a_program_that_mirrors_sees_each_write_once(tracker: Tracker) -> None:
    feed = tracker.changes()
    assert list(feed) == []
    tracker.create("One", id="demo-1")
    tracker.create("Two", id="demo-2", dependencies=("demo-1",))
    tracker.comment("demo-1", "seen")
    tracker.close_issues("demo-1", "demo-2", force=True)
    tracker.remember("on Friday", "release")
    seen = list(feed)
    assert words(seen) == [
        ("demo-1", "created"),
        ("demo-2", "created"),
        ("demo-1", "commented"),
        ("demo-1", "demo-2", "closed", "closed"),
        ("remembered",),
    ]
    assert [change.cursor for change in seen] == [change.commit for change in seen]
    assert feed.cursor == head(tracker)
    assert list(feed) == []
    assert words(list(tracker.changes(seen[2].cursor))) == words(seen[3:])


def test_a_change_is_one_line_of_json(tracker: Tracker) -> None:
    feed = tracker.changes()
    issue = tracker.create("One")
    (change,) = feed
    row = tracker.ask(lambda r: log.commits(r, log.Wanted(), 1))[0]
    assert json.loads(json.dumps(change.to_dict())) == {
        "commit": row.hash,
        "author": row.author,
        "time": row.date.isoformat(timespec="microseconds") + "Z",
        "branch": tracker.branch,
        "issues": [issue.id],
        "kinds": ["created"],
        "message": f"bd: create {issue.id}: One",
        "cursor": row.hash,
    }


@pytest.mark.parametrize("seed", range(2))
def test_over_merges_and_restarts_nothing_is_lost_or_doubled(
    seed: int, place: Place, tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that dies after each few changes reads every commit once, and hears of every issue
    that differs. Branches merge each other both ways, so the line of first parents changes.
    """
    monkeypatch.setattr(unseen_commits, "AT_ONCE", 5)
    chance = random.Random(seed)
    tracker.create("First", id="demo-1")
    start = cursor = head(tracker)
    seen: list[CommittedChange] = []
    with forks(place, tracker, 3) as branches:
        sides = [tracker, *branches]
        ids: list[list[str]] = [["demo-1"] for _ in sides]
        for _ in range(40):
            number = chance.randrange(len(sides))
            do_something(chance, sides[number], ids[number])
            if chance.random() < 0.15:
                other = chance.choice([side for side in sides if side is not sides[number]])
                merge(sides[number], other)
                ids[number] = [i.id for i in sides[number].list(Filter(everything=True)).issues]
            if chance.random() < 0.2:
                cursor = _read_some(place, cursor, seen, chance.randrange(1, 9))
        for branch in branches:
            merge(tracker, branch)
        while len(seen) < len(reachable(tracker, start)):
            cursor = _read_some(place, cursor, seen, 7)
    with place.tracker() as another:
        assert list(another.changes(cursor)) == []
    assert sorted(change.commit for change in seen) == reachable(tracker, start)
    places = {change.commit: place for place, change in enumerate(seen)}
    for change, commit in zip(
        seen, tracker.ask(lambda r: unseen_commits.commits(r, list(places))), strict=True
    ):
        assert all(places.get(parent, -1) < places[change.commit] for parent in commit.parents)
    (differing,) = tracker.ask(lambda r: diffs.ids(r, [(start, "HEAD")]))
    assert set(differing) <= {issue for change in seen for issue in change.issues}


def _read_some(place: Place, cursor: str, seen: list[CommittedChange], number: int) -> str:
    """Read a few changes as a program that was just started, and return where it stopped."""
    with place.tracker() as tracker:
        for change in tracker.changes(cursor):
            seen.append(change)
            cursor = change.cursor
            number -= 1
            if not number:
                break
    return cursor


def test_a_merge_tells_of_what_neither_side_had(place: Place, tracker: Tracker) -> None:
    tracker.create("One", id="demo-1")
    tracker.create("Two", id="demo-2")
    feed = tracker.changes()
    with forks(place, tracker) as (side,):
        side.update("demo-1", title="Theirs")
        tracker.update("demo-1", priority=0)
        side.update("demo-2", title="Theirs alone")
        merge(tracker, side)
    assert words(list(feed)) == [
        ("demo-1", "updated"),
        ("demo-1", "updated"),
        ("demo-2", "updated"),
        ("demo-1", "merged"),
    ]


def test_a_merge_tells_of_the_issue_that_it_renamed(place: Place, tracker: Tracker) -> None:
    tracker.create("Epic", id="demo-1")
    feed = tracker.changes()
    with forks(place, tracker) as (side,):
        side.create("Theirs", id="demo-2")
        tracker.create("Ours", id="demo-2")
        merge(tracker, side)
    *_, last = feed
    (renamed,) = (i.id for i in tracker.list().issues if i.id not in ("demo-1", "demo-2"))
    assert dict(zip(last.issues, last.kinds, strict=True))[renamed] == "created"


def test_within_what_a_merge_brings_in_a_cursor_names_both_sides(
    place: Place, tracker: Tracker
) -> None:
    feed = tracker.changes()
    with forks(place, tracker) as (side,):
        for number in range(3):
            side.create(f"Side {number}")
        ours = tracker.create("Ours")
        merge(tracker, side)
    first, second, *_, last = seen = list(feed)
    assert first.issues == (ours.id,)
    assert second.cursor == f"{first.commit}+{second.commit}"
    assert last.cursor == last.commit
    assert words(list(tracker.changes(second.cursor))) == words(seen[2:])


def test_raw_sql_is_seen_whatever_its_message_says(tracker: Tracker) -> None:
    tracker.create("One", id="demo-1")
    tracker.create("Two", id="demo-2")
    feed = tracker.changes()
    tracker.ask(
        lambda r: r.read(
            ("UPDATE issues SET title = 'x', status = 'closed'", ()),
            ("CALL DOLT_COMMIT('-Am', 'bd: comment demo-1: nothing else')", ()),
        )
    )
    assert words(list(feed)) == [("demo-1", "demo-2", "closed", "closed")]


def test_what_is_not_committed_comes_with_its_commit(tracker: Tracker) -> None:
    tracker.create("One", id="demo-1")
    feed = tracker.changes()
    tracker.ask(lambda r: r.rows("UPDATE issues SET title = 'x'"))
    assert list(feed) == []
    tracker.create("Two", id="demo-2")
    assert words(list(feed)) == [("demo-1", "updated"), ("demo-2", "created")]


def test_from_the_beginning_every_commit_comes(tracker: Tracker) -> None:
    tracker.create("One", id="demo-1")
    seen = list(tracker.changes("beginning"))
    assert len(seen) == len(tracker.ask(lambda r: r.rows("SELECT 1 FROM dolt_log")))
    assert words(seen)[-2:] == [("initialized",), ("demo-1", "created")]
    assert words(list(tracker.changes("HEAD~1"))) == [("demo-1", "created")]


def test_a_large_commit_has_all_its_issues(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committed, "TOGETHER", 7)
    feed = tracker.changes()
    with tracker.batch():
        made = sorted(tracker.create(f"Issue {number}").id for number in range(30))
    with tracker.batch():
        for issue_id in made[:20]:
            tracker.comment(issue_id, "said")
    first, second = feed
    assert (first.issues, set(first.kinds)) == (tuple(made), {"created"})
    assert (second.issues, set(second.kinds)) == (tuple(made[:20]), {"commented"})


class TestFilter:
    def test_an_issue_counts_that_matched_before_or_after(self, tracker: Tracker) -> None:
        for number in (1, 2, 3):
            tracker.create(f"Issue {number}", id=f"demo-{number}", labels=("x",) * (number == 1))
        feed = tracker.changes(wanted=Filter(labels=("x",)))
        tracker.update("demo-1", "demo-2", priority=0)
        tracker.remove_labels(["demo-1"], ["x"])
        tracker.update("demo-1", priority=1)
        tracker.add_labels(["demo-3"], ["x"])
        tracker.delete("demo-3")
        assert words(list(feed)) == [
            ("demo-1", "updated"),
            ("demo-1", "updated"),
            ("demo-3", "updated"),
            ("demo-3", "deleted"),
        ]
        assert feed.cursor == head(tracker)

    def test_closed_issues_count_and_a_status_is_one_before_or_after(
        self, tracker: Tracker
    ) -> None:
        tracker.create("One", id="demo-1")
        every, opened = (
            tracker.changes(wanted=Filter()),
            tracker.changes(wanted=Filter(statuses=("open",))),
        )
        tracker.close_issues("demo-1")
        tracker.comment("demo-1", "late")
        assert words(list(every)) == [("demo-1", "closed"), ("demo-1", "commented")]
        assert words(list(opened)) == [("demo-1", "closed")]

    def test_a_child_that_comes_later_is_below(self, tracker: Tracker) -> None:
        tracker.create("Epic", id="demo-1", type="epic")
        feed = tracker.changes(wanted=Filter(parent="demo-1"))
        child = tracker.create("Child", parent="demo-1")
        tracker.create("Elsewhere")
        grandchild = tracker.create("Grandchild", parent=child.id)
        assert words(list(feed)) == [(child.id, "created"), (grandchild.id, "created")]

    def test_changes_that_do_not_match_move_the_cursor(self, tracker: Tracker) -> None:
        tracker.create("One", id="demo-1")
        feed = tracker.changes(id="demo-1")
        tracker.create("Two")
        assert list(feed) == []
        assert feed.cursor == head(tracker)

    def test_a_word_that_nothing_has_is_refused(self, tracker: Tracker) -> None:
        with pytest.raises(errors.Usage, match="opne"):
            tracker.changes(wanted=Filter(statuses=("opne",)))
        with pytest.raises(errors.NotFound, match="demo-9"):
            tracker.changes(wanted=Filter(ids=("demo-9",)))
        with pytest.raises(errors.Usage, match="order of commits"):
            tracker.changes(limit=5)


class TestLostCursors:
    def test_moved_history(self, tracker: Tracker) -> None:
        feed = tracker.changes()
        tracker.create("One")
        lost = tracker.create("Two")
        list(feed)
        tracker.ask(lambda r: r.rows("CALL DOLT_RESET('--hard', 'HEAD~1')"))
        with pytest.raises(errors.CursorLost, match="not in the history of test-") as caught:
            feed.read()
        assert caught.value.cursor == feed.cursor
        assert caught.value.head == head(tracker)
        assert lost.id not in {issue.id for issue in tracker.list().issues}
        again = tracker.changes(caught.value.head)
        tracker.create("Three", id="demo-3")
        assert words(list(again)) == [("demo-3", "created")]

    def test_a_cursor_of_another_branch(self, place: Place, tracker: Tracker) -> None:
        with forks(place, tracker) as (side,):
            side.create("Side")
            cursor = head(side)
            with pytest.raises(errors.CursorLost, match=cursor):
                tracker.changes(cursor)
            merge(tracker, side)
            assert len(list(tracker.changes(cursor))) == 1

    @pytest.mark.parametrize("cursor", ["0" * 32, f"{'0' * 32}+{'1' * 32}"])
    def test_a_commit_that_is_nowhere(self, tracker: Tracker, cursor: str) -> None:
        with pytest.raises(errors.CursorLost, match=cursor.replace("+", r"\+")):
            tracker.changes(cursor)

    def test_what_is_no_cursor(self, tracker: Tracker) -> None:
        with pytest.raises(errors.NotFound, match="nosuch"):
            tracker.changes("nosuch")


class TestWaiting:
    def test_a_change_ends_the_wait(self, place: Place, tracker: Tracker) -> None:
        feed = tracker.changes(wait_seconds=60)
        with place.tracker() as other:
            writer = threading.Timer(0.05, lambda: other.create("One", id="demo-1"))
            writer.start()
            assert words([next(iter(feed))]) == [("demo-1", "created")]
            writer.join()

    def test_nothing_comes_when_the_time_is_over(self, tracker: Tracker) -> None:
        begun = time.monotonic()
        assert tracker.changes().read(0.2) == []
        assert time.monotonic() - begun >= 0.2

    def test_one_look_a_second_however_many_wait(
        self, tracker: Tracker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        feeds = [tracker.changes() for _ in range(4)]
        for feed in feeds:
            feed.read()
        packets: list[str] = []
        tracker.link.session.on_packet = packets.append
        monkeypatch.setattr(tracker._head_watch, "_interval", 3600)
        waiting = [threading.Thread(target=feed.read, args=(0.2,)) for feed in feeds]
        for thread in waiting:
            thread.start()
        for thread in waiting:
            thread.join()
        assert packets == [log.HEAD]

    def test_a_server_that_is_away_is_waited_for(self) -> None:
        answers: Iterator[str | None] = iter([None, None, "old", None, "new"])
        watch = PolledHead(lambda: next(answers), interval=0.001)
        assert watch.wait("old", 60) == "new"

    def test_within_a_batch_nothing_is_read(self, tracker: Tracker) -> None:
        feed = tracker.changes()
        with tracker.batch(), pytest.raises(errors.Usage, match="within a batch"):
            feed.read()

    def test_the_past_has_no_feed(self, place: Place, tracker: Tracker) -> None:
        tracker.create("One")
        with place.tracker(as_of="HEAD") as past, pytest.raises(errors.Usage, match="the past"):
            past.changes()


def test_commits_are_read_in_pages(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing grows with the number of changes but the hashes of the commits that are left."""
    monkeypatch.setattr(unread, "PAGE", 10)
    feed = tracker.changes()
    for number in range(25):
        tracker.ask(
            lambda r, n=number: r.rows("CALL DOLT_COMMIT('--allow-empty', '-m', %s)", f"no {n}")  # type: ignore[misc]
        )
    packets: list[str] = []
    tracker.link.session.on_packet = packets.append
    changes = iter(feed)
    next(changes)
    assert len(packets) <= 5
    assert (len(feed._ready), len(feed._unread.commits)) == (9, 15)
    assert len(list(changes)) == 24


def test_the_program_of_the_how_to_keeps_a_copy(
    place: Place, tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "how-to" / "mirror.md").read_text()
    lines = [line for line in page.splitlines() if line.startswith("    ") or not line]
    code = "\n".join(line.removeprefix("    ") for line in lines)
    program: dict[str, Any] = {}
    exec(code, program)  # noqa: S102 - it is what is tested
    monkeypatch.setenv("BD_BRANCH", place.branch)
    file = tmp_path / "copy.db"

    def differs() -> bool:
        program["keep_copy"](file, place.directory, wait_seconds=0)
        with closing(sqlite3.connect(file)) as store:
            copied = dict(store.execute("SELECT id, record FROM issues"))
        issues = tracker.list(Filter(everything=True)).issues
        return copied != {issue.id: issue.to_json() for issue in issues}

    tracker.create("One", id="demo-1")
    tracker.create("One of many", id="demo-12")
    assert not differs()
    tracker.comment("demo-1", "said")
    tracker.update("demo-12", title="Another")
    tracker.delete("demo-1")
    assert not differs()
    tracker.create("Two", id="demo-2")
    tracker.close_issues("demo-2")
    assert not differs()
    tracker.ask(lambda r: r.rows("CALL DOLT_RESET('--hard', 'HEAD~1')"))
    assert not differs()
