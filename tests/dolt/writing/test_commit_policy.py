"""`dolt.auto-commit: off`: writes wait for a commit; none is lost, none is made twice, and each
keeps its author.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from beadwork import errors
from beadwork.actions.history import commit_uncommitted as committing
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import dolt_commit, local_operation, writer_lock
from beadwork.dolt.writing.local_operation import Operation
from beadwork.tracker import InternalTracker
from beadwork.workspace.settings import own_settings
from cutting_proxy import Cut, Proxy
from harness import Place

LOG = (
    "SELECT committer, message FROM dolt_log WHERE message LIKE '%%demo-%%' ORDER BY commit_order "
    "DESC"
)
COMMIT_PACKETS = 17
WRITE_PACKETS = 3


@pytest.fixture
def waits(place: Place) -> Place:
    """A place whose machine has its writes wait."""
    own_settings.change(str(place.directory / ".beads"), "dolt.auto-commit", "off")
    with place.tracker() as tracker:
        tracker.ask(lambda _: local_operation.create(tracker.link.session))
    return place


def log(session: Session) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in session.rows(LOG)]


def rest(session: Session) -> tuple[int, int]:
    """Return how many writes wait, and how many tables are uncommitted."""
    return len(local_operation.deferred(session)), len(session.rows(dolt_commit.UNCOMMITTED[0]))


def commit(tracker: InternalTracker, message: str = "") -> committing.Committed:
    return tracker.administer(lambda writer: committing.commit(writer, message))


def test_a_write_that_waits_takes_three_packets_and_is_no_commit(waits: Place) -> None:
    packets: list[str] = []
    with waits.tracker(on_packet=packets.append) as tracker:
        tracker.create("One", id="demo-1")
        assert len(packets) == WRITE_PACKETS, "\n---\n".join(packets)
        assert log(tracker.link.session) == []
        assert rest(tracker.link.session) == (1, 1)
        assert tracker.link.session.rows(
            "SELECT IS_FREE_LOCK(%s)", writer_lock.name(tracker.link.session)
        ) == ((1,),)


def test_one_commit_takes_all_that_waits_and_says_whose_each_is(waits: Place) -> None:
    with waits.tracker(actor="alice") as alice, waits.tracker(actor="bob") as bob:
        alice.create("One", id="demo-1")
        bob.create("Two", id="demo-2")
        done = commit(alice)
        assert (done.writes, rest(alice.link.session)) == (2, (0, 0))
        ((author, message),) = log(alice.link.session)
        assert author == "alice"
        assert message.splitlines()[:4] == [
            "bd: 2 writes (by alice, bob)", "", "bd: create demo-1: One",
            "bd: create demo-2: Two (by bob)"
        ]  # fmt: skip
        assert message.count(dolt_commit.TRAILER) == 2


def test_nothing_that_changed_is_no_commit(waits: Place) -> None:
    with waits.tracker() as tracker:
        before = dolt_commit.newest(tracker.ask(lambda _: tracker.link.session))
        assert commit(tracker).commit is None
        tracker.remember("One", key="one")
        tracker.forget("one")
        assert rest(tracker.link.session) == (2, 0)
        assert commit(tracker).commit is None
        assert (rest(tracker.link.session), dolt_commit.newest(tracker.link.session)) == (
            (0, 0),
            before,
        )
        tracker.create("Two", id="demo-2")
        with pytest.raises(errors.NotFound):
            tracker.close_issues("demo-nope")
        assert rest(tracker.link.session) == (1, 1)


def test_a_batch_is_one_write_that_waits(waits: Place) -> None:
    with waits.tracker() as tracker:
        with tracker.batch("plan the release"):
            tracker.create("One", id="demo-1")
            tracker.create("Two", id="demo-2")
        assert rest(tracker.link.session)[0] == 1
        assert commit(tracker, "Plan").message.startswith("Plan\n\nplan the release\n")


@pytest.mark.parametrize(("second", "author"), [("alice", "alice"), ("bob", "bob")])
def test_an_ordinary_write_commits_first_what_waits_under_the_name_of_who_made_it(
    waits: Place, second: str, author: str
) -> None:
    with (
        waits.tracker(actor="alice") as one,
        waits.tracker(actor=second) as two,
        waits.tracker(actor="carol") as carol,
    ):
        one.create("One", id="demo-1")
        two.create("Two", id="demo-2")
        carol._writer.auto_commit = True
        carol.create("Three", id="demo-3")
        newest, swept = log(carol.link.session)
        assert newest[0] == "carol"
        assert newest[1].startswith("bd: create demo-3: Three\n")
        assert swept[0] == author
        assert ("(by alice)" in swept[1]) == (second != "alice")
        assert rest(carol.link.session) == (0, 0)


def test_what_raw_sql_left_is_not_taken_for_a_write_that_waits(waits: Place) -> None:
    with waits.tracker(actor="alice") as tracker:
        tracker.create("One", id="demo-1")
        commit(tracker)
        tracker.link.session.run("UPDATE issues SET title = 'Changed by hand' WHERE id = 'demo-1'")
        tracker.create("Two", id="demo-2")
        ((author, message),) = tracker.link.session.rows(
            "SELECT committer, message FROM dolt_log LIMIT 1"
        )
        assert (author, message.splitlines()[0]) == ("outside bd", "changes made outside bd")
        assert [
            write.message.splitlines()[0]
            for write in local_operation.deferred(tracker.link.session)
        ] == ["bd: create demo-2: Two"]


def test_what_raw_sql_left_is_committed_with_a_message_where_one_is_given(place: Place) -> None:
    with place.tracker(actor="alice") as tracker:
        tracker.create("One", id="demo-1")
        tracker.link.session.run("UPDATE issues SET title = 'Changed by hand' WHERE id = 'demo-1'")
        assert commit(tracker, "Tidy up").message.startswith("Tidy up\n\nchanges made outside bd")


def test_what_has_to_be_a_commit_is_one(waits: Place) -> None:
    with waits.tracker(actor="alice") as tracker:
        tracker.create("One", id="demo-1")
        from beadwork.actions import remember

        tracker.change(
            lambda tx: remember.remember(tx, *remember.check("demo-1 is large", "size")),
            always_commit=True,
        )
        assert rest(tracker.link.session) == (0, 0)


@pytest.mark.parametrize("heard", [False, True], ids=["before it arrives", "before the answer"])
@pytest.mark.parametrize("statement", range(1, WRITE_PACKETS + 1))
def test_a_line_cut_at_any_packet_of_a_write_that_waits(
    waits: Place, statement: int, heard: bool
) -> None:
    with _cut(waits, statement, heard) as proxy, waits.tracker(actor="alice") as tracker:
        tracker.create("Once", id="demo-1")
        assert proxy.has_cut
        (write,) = local_operation.deferred(tracker.link.session)
        assert write.author.startswith("alice <")
        assert log(tracker.link.session) == []


@pytest.mark.parametrize("heard", [False, True], ids=["before it arrives", "before the answer"])
@pytest.mark.parametrize("statement", range(1, COMMIT_PACKETS + 1))
def test_a_line_cut_at_any_packet_of_a_commit(waits: Place, statement: int, heard: bool) -> None:
    with waits.tracker(actor="alice") as tracker:
        tracker.create("One", id="demo-1")
        tracker.create("Two", id="demo-2")
    with _cut(waits, statement, heard) as proxy, waits.tracker(actor="bob") as tracker:
        done = commit(tracker, "Both")
        assert proxy.has_cut
        ((author, message),) = log(tracker.link.session)
        assert (author, done.writes, done.message) == ("bob", 2, message)
        assert done.commit == dolt_commit.newest(tracker.link.session)[0]
        assert message.splitlines()[0] == "Both"
        assert rest(tracker.link.session) == (0, 0)


class Killed(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("act", ["commit", "ordinary write"])
@pytest.mark.parametrize("packet", range(1, COMMIT_PACKETS + 1))
def test_whoever_commits_is_killed_before_any_packet(waits: Place, packet: int, act: str) -> None:
    with waits.tracker(actor="alice") as alice:
        alice.create("One", id="demo-1")
        alice.create("Two", id="demo-2")
    seen: list[str] = []

    def kill(sql: str) -> None:
        seen.append(sql)
        if len(seen) == packet:
            bob.link.session.drop()
            raise Killed

    with waits.tracker(actor="bob", on_packet=kill) as bob:
        try:
            if act == "commit":
                commit(bob)
            else:
                bob._writer.auto_commit = True
                bob.update("demo-1", priority=0)
        except Killed:
            pass
    with waits.tracker(actor="carol") as carol:
        carol._writer.auto_commit = True
        carol.create("Three", id="demo-3")
        found = log(carol.link.session)
        both = [
            (author, message) for author, message in found if "bd: create demo-1: One" in message
        ]
        assert [message.count(dolt_commit.TRAILER) for _, message in both] == [2]
        assert both[0][0] in (("alice", "bob") if act == "commit" else ("alice",))
        assert ("bd: create demo-1: One (by alice)" in both[0][1]) == (both[0][0] == "bob")
        assert found[0][0] == "carol"
        assert "demo-1" not in found[0][1]
        assert rest(carol.link.session) == (0, 0)


def test_the_outcome_of_a_write_is_found_also_when_somebody_has_committed_it_meanwhile(
    waits: Place,
) -> None:
    with waits.tracker(actor="bob") as bob:
        with _cut(waits, WRITE_PACKETS, heard=True), waits.tracker(actor="alice") as alice:
            revive = alice._writer.revive

            def commit_first(error: ServerError) -> None:
                commit(bob)
                revive(error)

            alice._writer.revive = commit_first
            alice.create("Once", id="demo-1")
        assert rest(bob.link.session) == (0, 0)
        ((author, message),) = log(bob.link.session)
        assert (author, message.splitlines()[0]) == ("bob", "bd: create demo-1: Once (by alice)")


def test_a_message_names_everybody_but_the_author() -> None:
    from beadwork.dolt.writing import deferred_message

    writes = [
        Operation(2, "aa", "alice <a@b>", "bd: close demo-1: done\n\nOperation: aa"),
        Operation(3, "bb", "worker-1 <w@b>", "Plan\n\nbd: create demo-2: Two\n\nOperation: bb"),
    ]
    assert (
        deferred_message.message(writes[:1], "alice <a@b>")
        == "bd: close demo-1: done\n\nOperation: aa"
    )
    assert deferred_message.message(writes, "alice <a@b>", "Both").splitlines() == [
        "Both", "", "bd: close demo-1: done", "Plan (by worker-1)",
        "bd: create demo-2: Two (by worker-1)",
        "", "Operation: aa", "Operation: bb",
    ]  # fmt: skip
    from beadwork.model.history import commit_message

    assert commit_message.issues(deferred_message.message(writes, "worker-1 <w@b>")) == [
        "demo-1",
        "demo-2",
    ]


@contextmanager
def _cut(place: Place, statement: int, heard: bool) -> Iterator[Proxy]:
    with place.tracker() as direct:
        assert direct.profile
        address = direct.link.chosen.address
    path = Path(os.environ["BEADWORK_TEST_RUN"]) / f"p{os.urandom(4).hex()}"
    with (
        pytest.MonkeyPatch.context() as patched,
        Proxy(path, address.socket, Cut(statement, heard)) as proxy,
    ):
        patched.setenv("BEADS_DOLT_PASSWORD", address.password)
        patched.setenv("BEADS_DOLT_SERVER_SOCKET", str(path))
        yield proxy
