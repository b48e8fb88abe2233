"""The write protocol: one write, one commit, the right author, whatever breaks in between."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from beadwork import errors
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server.files import home as homes
from beadwork.dolt.server.files import record
from beadwork.dolt.writing import dolt_commit, writer_lock
from beadwork.model.issues.issue import Issue
from beadwork.tracker import InternalTracker
from cutting_proxy import Cut, Proxy
from harness import Place

COMMITS = "SELECT commit_hash, committer, message FROM dolt_log WHERE message LIKE 'bd: create%%'"
STATEMENTS = 5
"""Packets of one `create`: lock and begin, write, COMMIT, DOLT_COMMIT; and one more, which never
comes.
"""


def creates(session: Session) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in session.rows(COMMITS)]


def test_a_write_is_one_commit_with_its_author(place: Place) -> None:
    with place.tracker(actor="alice") as tracker:
        issue = tracker.create("One")
        ((commit, author, message),) = creates(tracker.link.session)
        assert author == "alice"
        assert message.startswith(f"bd: create {issue.id}: One\n\n{dolt_commit.TRAILER}")
        changed = tracker.link.session.rows(
            "SELECT to_id FROM dolt_diff(%s, %s, 'issues')", f"{commit}^", commit
        )
        assert [row[0] for row in changed] == [issue.id]


@pytest.mark.parametrize(
    "act",
    [
        lambda tracker: tracker.create("New"),
        lambda tracker: tracker.close_issues("demo-1"),
        lambda tracker: tracker.update("demo-1", priority=0),
    ],
    ids=["create", "close", "update"],
)
def test_a_hot_write_makes_at_most_five_round_trips(
    place: Place, act: Callable[[InternalTracker], object]
) -> None:
    with place.tracker() as tracker:
        tracker.create("There before", id="demo-1")
    packets: list[str] = []
    with place.tracker(on_packet=packets.append) as tracker:
        act(tracker)
    assert len(packets) <= 5, "\n---\n".join(packets)


def test_nothing_changed_means_no_commit(tracker: InternalTracker) -> None:
    issue = tracker.create("Same", priority=1)
    before = tracker.link.session.rows("SELECT COUNT(*) FROM dolt_log")
    (after,) = tracker.update(issue.id, priority=1)
    assert after == issue
    assert tracker.link.session.rows("SELECT COUNT(*) FROM dolt_log") == before


def test_what_raw_sql_left_is_not_swept_into_the_next_write(tracker: InternalTracker) -> None:
    tracker.create("First", id="demo-1")
    session = tracker.link.session
    session.run("UPDATE issues SET title = 'Changed by hand' WHERE id = 'demo-1'")
    tracker.create("Second", id="demo-2")
    log = session.rows("SELECT committer, message, commit_hash FROM dolt_log LIMIT 2")
    assert log[0][1].startswith("bd: create demo-2")
    assert (log[1][0], log[1][1].splitlines()[0]) == ("outside bd", "changes made outside bd")
    diff = session.rows("SELECT to_id FROM dolt_diff(%s, %s, 'issues')", f"{log[0][2]}^", log[0][2])
    assert [row[0] for row in diff] == ["demo-2"]


def test_a_write_that_its_writer_left_half_done_is_finished_under_its_own_name(
    place: Place,
) -> None:
    with place.tracker(actor="alice") as alice, place.tracker(actor="bob") as bob:
        assert alice.profile
        with pytest.raises(Interrupted), alice.batch("bd: half"):
            alice.create("Half done", id="demo-1")
            _die_after_commit(alice)
        alice.link.session.drop()
        bob.create("Next", id="demo-2")
        log = bob.link.session.rows("SELECT committer, message FROM dolt_log LIMIT 2")
        assert [row[0] for row in log] == ["bob", "alice"]
        assert log[1][1].startswith("bd: half")
        assert {row[0] for row in bob.link.session.rows("SELECT id FROM issues")} == {
            "demo-1",
            "demo-2",
        }


class Interrupted(BaseException):
    """The writer dies here."""


def _die_after_commit(tracker: InternalTracker) -> None:
    session = tracker.link.session

    def die(packet: str) -> None:
        if "DOLT_COMMIT" in packet:
            raise Interrupted

    session.on_packet = die


def test_an_exception_in_a_batch_leaves_nothing(tracker: InternalTracker) -> None:
    with pytest.raises(ZeroDivisionError), tracker.batch("two"):
        tracker.create("One")
        assert 1 / 0
    assert tracker.list().issues == []
    with pytest.raises(errors.NotFound), tracker.batch("two"):
        tracker.create("One")
        tracker.close_issues("demo-nope")
    assert tracker.list().issues == []


def test_a_batch_is_one_commit(tracker: InternalTracker) -> None:
    with tracker.batch("plan the release"):
        first = tracker.create("One")
        second = tracker.create("Two", dependencies=(first.id,))
        assert [issue.id for issue in tracker.ready().issues] == [first.id]
    ((_, _, message),) = tracker.link.session.rows("SELECT 1, 2, message FROM dolt_log LIMIT 1")
    assert message.startswith("plan the release\n\n")
    assert f"bd: create {second.id}: Two" in message


def test_whoever_waits_too_long_for_the_lock_is_told_who_holds_it(place: Place) -> None:
    with place.tracker(actor="alice") as alice, place.tracker(actor="bob") as bob:
        bob._writer.lock_seconds = 0
        with alice.batch("slow"):
            alice.create("One")
            with pytest.raises(
                errors.LockTimeout, match=r"held by alice \(pid \d+, .*\), connection \d+"
            ):
                bob.create("Two")
        bob.create("Two")


def test_the_name_of_a_lock_fits(place: Place) -> None:
    with place.tracker() as tracker:
        session = tracker.link.session
        session.branch = "x" * 100
        assert len(writer_lock.name(session)) <= writer_lock.NAME_LENGTH
        session.branch = "y" * 100
        other = writer_lock.name(session)
        session.branch = "x" * 100
        assert writer_lock.name(session) != other


@pytest.mark.parametrize("heard", [False, True], ids=["before it arrives", "before the answer"])
@pytest.mark.parametrize("statement", range(1, STATEMENTS))
def test_a_line_cut_at_any_packet_neither_loses_nor_doubles_the_write(
    place: Place, tmp_path: Path, statement: int, heard: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.tracker() as direct:
        assert direct.profile
        address = direct.link.chosen.address
    monkeypatch.setenv("BEADS_DOLT_PASSWORD", address.password)
    path = Path(os.environ["BEADWORK_TEST_RUN"]) / f"p{os.urandom(4).hex()}"
    with Proxy(path, address.socket, Cut(statement, heard)) as proxy:
        monkeypatch.setenv("BEADS_DOLT_SERVER_SOCKET", str(path))
        with place.tracker(actor="alice") as tracker:
            issue = tracker.create("Once")
            assert isinstance(issue, Issue)
            assert proxy.has_cut
    monkeypatch.delenv("BEADS_DOLT_SERVER_SOCKET")
    with place.tracker() as tracker:
        assert [found.title for found in tracker.list().issues] == ["Once"]
        ((_, author, message),) = creates(tracker.link.session)
        assert author == "alice"
        assert issue.id in message


@pytest.mark.parametrize("packet", range(1, STATEMENTS))
def test_a_server_killed_before_any_packet_neither_loses_nor_doubles_the_write(
    person: object, tmp_path: Path, packet: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beadwork.tracker import open_internal as open_tracker
    from harness import Person

    assert isinstance(person, Person)
    assert person.run("init", "-p", "demo", cwd=tmp_path).returncode == 0
    monkeypatch.setenv("BEADWORK_HOME", str(person.home / ".beads"))
    monkeypatch.setenv("BEADWORK_DOLT", person.environment["BEADWORK_DOLT"])
    seen: list[str] = []

    def kill(sql: str) -> None:
        seen.append(sql)
        if len(seen) == packet:
            known = record.read(homes.of_user())
            assert known
            os.kill(known.pid, signal.SIGKILL)

    with open_tracker(str(tmp_path), actor="alice", on_packet=kill, idle_seconds=0) as tracker:
        tracker.create("Once")
        assert [issue.title for issue in tracker.list().issues] == ["Once"]
        assert len(creates(tracker.link.session)) == 1


FREE = "SELECT IS_FREE_LOCK(%s)"


def test_the_lock_is_free_after_a_write_that_had_to_settle_first(place: Place) -> None:
    with place.tracker() as one, place.tracker() as other:
        one.create("First", id="demo-1")
        session = one.link.session
        session.run("UPDATE issues SET title = 'Changed by hand' WHERE id = 'demo-1'")
        one.create("Second", id="demo-2")
        assert other.profile
        assert other.link.session.rows(FREE, writer_lock.name(session))[0][0] == 1
        session.run("UPDATE issues SET title = 'Changed again' WHERE id = 'demo-1'")
        with pytest.raises(errors.NotFound):
            one.close_issues("demo-nope")
        assert other.link.session.rows(FREE, writer_lock.name(session))[0][0] == 1


def test_a_batch_whose_connection_is_gone_fails(place: Place) -> None:
    with place.tracker() as tracker, place.tracker() as other:
        with pytest.raises(errors.BeadworkError), tracker.batch("both or none"):
            tracker.create("One")
            assert other.profile
            other.link.become_root()
            other.link.session.run("KILL %s", tracker.link.session.connection_id)
            with pytest.raises(ServerError):
                tracker.ask(lambda reader: reader.rows("SELECT 1"))
            tracker.create("Two")
        assert other.list().issues == []
        tracker.create("Three")
        assert [issue.title for issue in other.list().issues] == ["Three"]


def test_a_part_of_a_batch_that_failed_half_way_spoils_it(tracker: InternalTracker) -> None:
    with (
        pytest.raises(errors.BeadworkError, match="a part of the batch failed"),
        tracker.batch("both or none"),
    ):
        with pytest.raises(errors.NotFound):
            tracker.create("Half made", dependencies=("demo-nope",))
        tracker.create("Whole")
    assert tracker.list().issues == []


def test_a_part_of_a_batch_that_failed_before_it_wrote_does_not(tracker: InternalTracker) -> None:
    with tracker.batch("the rest"):
        with pytest.raises(errors.NotFound):
            tracker.close_issues("demo-nope")
        tracker.create("Whole")
    assert [issue.title for issue in tracker.list().issues] == ["Whole"]


def test_names_that_dolt_takes_for_one_branch_have_one_lock(session: Session) -> None:
    session.branch = "Feature"
    upper = writer_lock.name(session)
    session.branch = "feature"
    assert writer_lock.name(session) == upper


def test_a_write_whose_outcome_nobody_can_tell_says_so(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.tracker() as tracker, place.tracker() as other:
        tracker.create("First")
        tracker._writer.lock_seconds = 0

        def lose(packet: str) -> None:
            if packet.startswith("CALL DOLT_COMMIT"):
                assert other.profile
                other.link.become_root()
                other.link.session.run("KILL %s", tracker.link.session.connection_id)
                other.link.session.rows(
                    "SELECT GET_LOCK(%s, 10)", writer_lock.name(tracker.link.session)
                )

        tracker.link.session.on_packet = lose
        with pytest.raises(
            errors.OutcomeUnknown, match="whether it was done is not known"
        ) as caught:
            tracker.create("Second")
        assert caught.value.exit_status == errors.LockTimeout.exit_status
        assert caught.value.hint.startswith("bd log --grep ")
        operation = caught.value.hint.split()[-1]
        other.link.session.rows("SELECT RELEASE_ALL_LOCKS()")
        tracker.link.session.on_packet = None
        tracker.create("Third")
        assert tracker.link.session.rows(
            "SELECT 1 FROM dolt_log WHERE message LIKE %s", f"%{operation}%"
        )


def test_a_line_that_is_cut_again_while_the_outcome_is_looked_up(place: Place) -> None:
    with place.tracker() as tracker, place.tracker() as other:
        tracker.create("First")
        assert other.profile
        other.link.become_root()
        cuts = ["CALL DOLT_COMMIT", "FROM dolt_log WHERE message LIKE"]

        def cut(packet: str) -> None:
            if cuts and cuts[0] in packet:
                del cuts[0]
                other.link.session.run("KILL %s", tracker.link.session.connection_id)

        tracker.link.session.on_packet = cut
        tracker.create("Once")
        assert cuts == []
        assert sorted(issue.title for issue in other.list().issues) == ["First", "Once"]


def test_a_signature_follows_no_link(place: Place, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    with place.tracker() as tracker:
        assert tracker.profile
        session = tracker.link.session
        path = Path(session.address.socket).with_name(f"writer-{session.connection_id}")
        path.symlink_to(victim)
        tracker.create("One")
        path.unlink(missing_ok=True)
    assert victim.read_text() == "precious"
