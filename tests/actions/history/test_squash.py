"""History becomes one commit, whole or not at all; what was before stays reachable until it is
given up.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from beadwork import errors
from beadwork.actions.history import squash
from beadwork.dolt.server.files import home as homes
from beadwork.dolt.server.files import record
from beadwork.dolt.versions import branches
from beadwork.store.history import first_parents
from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker
from harness import Person, assert_done


class Interrupted(BaseException):
    """The one who squashes dies here."""


@pytest.fixture
def project(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a server and a database to itself, as a squash looks at all branches."""
    monkeypatch.setenv("BEADWORK_HOME", str(person.home / ".beads"))
    monkeypatch.setenv("BEADWORK_DOLT", person.environment["BEADWORK_DOLT"])
    assert_done(person.run("init", "-p", "demo", cwd=tmp_path))
    with open_tracker(str(tmp_path), idle_seconds=0) as tracker:
        tracker.create("First", id="demo-1", labels=("a",))
        tracker.create("Second", id="demo-2", dependencies=("demo-1",))
        tracker.comment("demo-1", "said")
        tracker.close_issues("demo-1")
    return tmp_path


@pytest.fixture
def tracker(project: Path) -> Iterator[InternalTracker]:
    with open_tracker(str(project), idle_seconds=0) as opened:
        yield opened


def messages(tracker: InternalTracker) -> list[str]:
    return tracker.ask(lambda reader: [commit.message for commit in first_parents.walk(reader)])


def content(tracker: InternalTracker) -> list[Any]:
    return list(tracker.show("demo-1", "demo-2"))


def count(tracker: InternalTracker) -> int:
    return len(messages(tracker)) - 1


def test_all_commits_become_one_and_the_issues_stay(tracker: InternalTracker) -> None:
    before, commits = content(tracker), count(tracker)
    old = tracker.ask(lambda reader: next(iter(first_parents.walk(reader)))).hash
    done = tracker.administer(squash.make_one)
    assert content(tracker) == before
    assert messages(tracker) == [f"bd: squash {commits} commits", "Initialize data repository"]
    assert branches.names(tracker.link.session) == ["main"]
    assert tracker.ask(lambda reader: squash.kept(reader, done.tag)) == (done.tag, old, commits)
    tracker.create("Third", id="demo-3")
    assert count(tracker) == 2
    assert (
        len(tracker.ask(lambda reader: list(first_parents.walk(reader, done.tag)))) == commits + 1
    )
    with open_tracker(tracker.link.workspace.root, as_of=done.tag) as then:
        assert [issue.id for issue in then.list().issues] == ["demo-2"]


def test_what_is_uncommitted_is_committed_first(tracker: InternalTracker) -> None:
    tracker.link.session.run("UPDATE issues SET title = 'By hand' WHERE id = 'demo-2'")
    tracker.administer(squash.make_one)
    assert tracker.show("demo-2")[0].issue.title == "By hand"
    assert count(tracker) == 1


def test_what_raw_sql_writes_afterwards_is_not_given_to_who_wrote_last(
    tracker: InternalTracker,
) -> None:
    tracker.administer(squash.make_one)
    tracker.link.session.run("UPDATE issues SET title = 'Raw' WHERE id = 'demo-2'")
    tracker.create("Third", id="demo-3")
    subjects = [text.splitlines()[0] for text in messages(tracker)]
    assert subjects[:2] == ["bd: create demo-3: Third", "changes made outside bd"]


def test_whoever_depends_on_the_commits_is_named(tracker: InternalTracker) -> None:
    session = tracker.link.session
    before = messages(tracker)

    def refused() -> str:
        with pytest.raises(errors.SquashRefused) as caught:
            tracker.administer(squash.make_one)
        assert messages(tracker) == before
        return caught.value.message

    branches.create(session, "work", "HEAD~1")
    assert "branches could no longer be merged: work" in refused()
    branches.delete(session, "work")
    first = session.rows("SELECT commit_hash FROM dolt_log ORDER BY commit_order LIMIT 1")[0][0]
    branches.create(session, "ledger", first)
    assert "the branch ledger refers to them" in refused()
    branches.delete(session, "ledger")
    tracker.link.become_root()
    session.rows("CALL DOLT_REMOTE('add', 'origin', 'file:///nowhere')")
    assert "the remote origin has these commits" in refused()
    session.rows("CALL DOLT_REMOTE('remove', 'origin')")
    tracker.update("demo-1", description="text " * 200)
    from beadwork.actions.history import compact

    over = tracker.profile.vocabulary.over
    tracker.change(lambda tx: compact.compact(tx, compact.Wanted(("demo-1",), tx.now), over))
    before = messages(tracker)
    assert "the proof of what was said would be lost for 1 compacted issue" in refused()


def test_one_commit_is_not_squashed_again(tracker: InternalTracker) -> None:
    tracker.administer(squash.make_one)
    with pytest.raises(errors.SquashRefused, match="history is one commit already"):
        tracker.administer(squash.make_one)
    tracker.create("Third", id="demo-3")
    second = tracker.administer(squash.make_one)
    assert second.tag.endswith("-2")
    assert count(tracker) == 1


def packets_of_a_squash(project: Path) -> list[str]:
    packets: list[str] = []
    with open_tracker(str(project), idle_seconds=0) as tracker:
        assert tracker.profile
        tracker.link.session.on_packet = packets.append
        tracker.administer(squash.make_one)
        tracker.create("More", id="demo-3")
    return packets


@pytest.mark.parametrize("is_server", [False, True], ids=["client", "server"])
def test_killed_anywhere_it_is_done_or_not_and_the_next_run_succeeds(
    project: Path, is_server: bool
) -> None:
    length = len(packets_of_a_squash(project))
    for place in range(2 if is_server else 1, length, 3 if is_server else 1):
        seen = 0

        def die(packet: str, place: int = place) -> None:
            nonlocal seen
            seen += 1
            if seen == place and is_server:
                known = record.read(homes.of_user())
                assert known
                os.kill(known.pid, signal.SIGKILL)
            elif seen == place:
                raise Interrupted

        with open_tracker(str(project), idle_seconds=0) as tracker:
            tracker.create(f"Before {place}")
            before, commits = content(tracker), count(tracker)
            tracker.link.session.on_packet = die
            try:
                tracker.administer(squash.make_one)
            except (Interrupted, errors.BeadworkError):
                tracker.link.session.drop()
        with open_tracker(str(project), idle_seconds=0) as tracker:
            assert content(tracker) == before
            assert count(tracker) in (1, commits)
            tracker.create(f"After {place}")
            tracker.administer(squash.make_one)
            assert content(tracker) == before
            assert count(tracker) == 1
            assert branches.names(tracker.link.session) == ["main"]


def test_the_old_history_is_given_up_by_name_only(person: Person, project: Path) -> None:
    def run(*words: str) -> Any:
        done = person.run(*words, "--json", cwd=project)
        return json.loads(done.stdout or done.stderr)

    shown = run("squash")
    assert shown["dry_run"] is True
    assert run("squash", "--confirm", "SQUASH-other")["code"] == "confirmation_missing"
    done = run("squash", "--confirm", "SQUASH-demo")
    assert (done["dry_run"], done["commits"]) == (False, shown["commits"])
    tag, old = done["kept_by"], shown["newest"]["commit"]
    assert run("squash", "--forget", "main")["code"] == "not_found"
    assert run("squash", "--forget", tag) == {
        "dry_run": True,
        "tag": tag,
        "commit": old,
        "commits": shown["commits"],
    }
    assert (
        run("squash", "--forget", tag, "--confirm", "SQUASH-demo")["code"] == "confirmation_missing"
    )
    assert run("squash", "--forget", tag, "--confirm", "FORGET-demo")["dry_run"] is False
    assert run("show", "demo-1", "--as-of", old)[0]["title"] == "First"
    assert run("gc", "--full")["collected"] is True
    assert run("show", "demo-1", "--as-of", old)["code"] == "not_found"
    assert [issue["id"] for issue in run("list", "--all")] == ["demo-2", "demo-1"]
